import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BridgeRequest, SessionState, WorkerMessage } from '../../core/bridge/contract.ts';
import { Bridge } from './client.ts';
import type { Transport } from './transport.ts';

const signedOut: SessionState = { kind: 'signedOut', serverUrl: null, email: null, wiped: null };
const signedIn = { kind: 'signedIn', userId: 'u' } as SessionState;

/** A worker as the tests play it: they see what was posted and say what comes back. */
class FakeWorker implements Transport {
  posted: BridgeRequest[] = [];
  say: (message: WorkerMessage) => void = () => {};
  connect: (connected: boolean) => void = () => {};

  readonly post = (request: BridgeRequest): void => void this.posted.push(request);
  readonly onMessage = (listener: (message: WorkerMessage) => void): (() => void) => {
    this.say = listener;
    return () => {};
  };
  readonly onConnection = (listener: (connected: boolean) => void): (() => void) => {
    this.connect = listener;
    return () => {};
  };

  /** Posted requests of a method, oldest first. */
  asked(method: string): BridgeRequest[] {
    return this.posted.filter((request) => request.method === method);
  }

  async answer(request: BridgeRequest, value: unknown): Promise<void> {
    this.say({ id: request.id, reply: { ok: true, value } });
    // Whoever waits for the reply runs now.
    await Promise.resolve();
    await Promise.resolve();
  }
}

describe('the bridge', () => {
  let worker: FakeWorker;
  let bridge: Bridge;
  beforeEach(() => {
    vi.useFakeTimers();
    worker = new FakeWorker();
    bridge = new Bridge(worker);
  });

  it('holds calls back until it is connected', async () => {
    const reply = bridge.call('mutate', { name: 'lead.assign', args: {} });
    expect(worker.posted).toEqual([]);
    worker.connect(true);
    await worker.answer(worker.asked('mutate')[0]!, { seq: 1 });
    expect(await reply).toEqual({ ok: true, value: { seq: 1 } });
  });

  it('answers a call whose connection broke, without sending it twice', async () => {
    worker.connect(true);
    const reply = bridge.call('mutate', { name: 'lead.assign', args: {} });
    worker.connect(false);
    expect(await reply).toMatchObject({ ok: false, error: { kind: 'failed', code: 'UNREACHABLE' } });
    worker.connect(true);
    expect(worker.asked('mutate')).toHaveLength(1);
  });

  it('knows session and status from the start and follows them', async () => {
    worker.connect(true);
    await worker.answer(worker.asked('session.get')[0]!, signedOut);
    expect(bridge.session.get()).toEqual(signedOut);
    worker.say({ type: 'session', session: signedIn });
    expect(bridge.session.get()).toEqual(signedIn);
  });

  it('keeps why the session could not be opened until one is', async () => {
    worker.connect(true);
    const error = { kind: 'failed', code: 'STORE_CORRUPT', message: '' } as const;
    worker.say({ id: worker.asked('session.get')[0]!.id, reply: { ok: false, error } });
    await Promise.resolve();
    expect(bridge.failure.get()).toEqual(error);
    worker.say({ type: 'session', session: signedIn });
    expect(bridge.failure.get()).toBeUndefined();
  });

  describe('live queries', () => {
    const show = vi.fn();
    beforeEach(() => {
      show.mockClear();
      worker.connect(true);
    });
    const open = (params: unknown): (() => void) => bridge.queries.query('leadList', params).subscribe(() => show());
    const data = (params: unknown): unknown => bridge.queries.query('leadList', params).getSnapshot().data;
    const answer = (n: number, value: unknown): Promise<void> => worker.answer(worker.asked('subscribe')[n]!, value);

    it('are shared by name and content of the parameters', async () => {
      open({ a: 1, b: { c: 2, d: undefined } });
      open({ b: { c: 2 }, a: 1 });
      expect(worker.asked('subscribe')).toHaveLength(1);
      await answer(0, { total: 1 });
      expect(show).toHaveBeenCalledTimes(2);
      expect(data({ a: 1, b: { c: 2 } })).toEqual({ total: 1 });
    });

    it('show events and keep the identity of what did not change', async () => {
      open({});
      await answer(0, { items: [{ id: 1 }], total: 1 });
      const before = data({}) as { items: unknown[] };
      const { id } = worker.asked('subscribe')[0]!.params as { id: string };
      worker.say({ type: 'query', id, result: { items: [{ id: 1 }], total: 2 }, changed: {} });
      const after = data({}) as { items: unknown[] };
      expect(after).toEqual({ items: [{ id: 1 }], total: 2 });
      expect(after.items).toBe(before.items);
    });

    it('stay live for a while after nobody shows them, then end', async () => {
      const close = open({});
      await answer(0, 1);
      close();
      const again = open({});
      expect(data({})).toBe(1);
      again();
      expect(worker.asked('unsubscribe')).toEqual([]);
      vi.advanceTimersByTime(60_000);
      expect(worker.asked('unsubscribe')).toHaveLength(1);
      open({});
      expect(worker.asked('subscribe')).toHaveLength(2);
    });

    it('ask again after a reconnect, showing the last answer meanwhile', async () => {
      await worker.answer(worker.asked('session.get')[0]!, signedIn);
      open({});
      await answer(0, 1);
      worker.connect(false);
      expect(data({})).toBe(1);
      worker.connect(true);
      await answer(1, 2);
      expect(data({})).toBe(2);
    });

    it('ask again when somebody else signs in, not when the same session is told again', async () => {
      worker.say({ type: 'session', session: signedIn });
      open({});
      await answer(0, 1);
      worker.say({ type: 'session', session: { ...signedIn } });
      expect(worker.asked('subscribe')).toHaveLength(1);
      worker.say({ type: 'session', session: signedOut });
      const error = { kind: 'failed', code: 'SIGNED_OUT', message: '' } as const;
      worker.say({ id: worker.asked('subscribe')[1]!.id, reply: { ok: false, error } });
      await Promise.resolve();
      expect(bridge.queries.query('leadList', {}).getSnapshot()).toEqual({ data: undefined, error });
    });
  });
});
