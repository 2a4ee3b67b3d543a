import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  backoffMs,
  initialSyncState,
  isBusy,
  periodicPullMs,
  syncStep,
  type SyncEvent,
  type SyncState,
} from './sync-machine.ts';
import type { TransportFailure } from './transport.ts';

const idle: SyncState = { ...initialSyncState, phase: 'idle', reachable: true };
const nothing = { unsent: false, needsSnapshot: false, keptApart: false, auditDue: false };
const unsent = { ...nothing, unsent: true };
const failure = (over: Partial<TransportFailure> = {}): TransportFailure => ({
  kind: 'failed',
  why: 'unreachable',
  status: null,
  code: null,
  details: {},
  retryAfterMs: null,
  ...over,
});
const step = (state: SyncState, event: SyncEvent, work = nothing) => syncStep(state, event, work, 0.5);

describe('sync machine', () => {
  it('reads a snapshot before anything else', () => {
    expect(step(initialSyncState, { kind: 'woken' }, { ...unsent, needsSnapshot: true }).state.phase).toBe('snapshot');
  });

  it('pushes what is unsent, then pulls what covers it, then rests until the next periodic pull', () => {
    const pushing = step(idle, { kind: 'mutated' }, unsent).state;
    expect(pushing.phase).toBe('pushing');
    const pulling = step(pushing, { kind: 'pushed' }).state;
    expect(pulling.phase).toBe('pulling');
    const rested = step(pulling, { kind: 'pulled' });
    expect(rested.state.phase).toBe('idle');
    expect(rested.effects).toEqual([{ kind: 'setTimer', delayMs: periodicPullMs }]);
  });

  it('pulls again when it was poked during a push, not for what came before the pull', () => {
    const poked = step({ ...idle, phase: 'pushing' }, { kind: 'poked' }).state;
    expect(poked.again).toBe(true);
    const pulling = step(poked, { kind: 'pushed' }).state;
    expect(pulling.again).toBe(false);
    expect(step(step(pulling, { kind: 'poked' }).state, { kind: 'pulled' }).state.phase).toBe('pulling');
  });

  it('backs off longer and longer, and tries at once when a person asks', () => {
    let state: SyncState = { ...idle, phase: 'pulling' };
    const delays: number[] = [];
    for (let i = 0; i < 12; i++) {
      const failed = step({ ...state, phase: 'pulling' }, { kind: 'failed', failure: failure() });
      delays.push((failed.effects[0] as { delayMs: number }).delayMs);
      state = failed.state;
    }
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
    expect(delays.at(-1)).toBeLessThanOrEqual(5 * 60_000 + 500);
    expect(state.reachable).toBe(false);
    const woken = step(state, { kind: 'woken' });
    expect(woken.state).toMatchObject({ phase: 'pulling', failures: 0 });
    expect(woken.effects).toContainEqual({ kind: 'cancelTimer' });
  });

  it('waits as long as the server asks, and not as long as the others that it turned away', () => {
    const busy = failure({ why: 'refused', status: 503, retryAfterMs: 90_000 });
    const delays = Array.from({ length: 200 }, (_, device) => {
      const { effects } = syncStep(
        { ...idle, phase: 'pulling' },
        { kind: 'failed', failure: busy },
        unsent,
        device / 200,
      );
      return (effects[0] as { delayMs: number }).delayMs;
    });
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(90_000);
    expect(new Set(delays).size).toBe(200);
    expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(900);
  });

  it('asks to sign in on 401 and halts where asking again does not help', () => {
    const pulling: SyncState = { ...idle, phase: 'pulling' };
    expect(step(pulling, { kind: 'failed', failure: failure({ why: 'refused', status: 401 }) }).state.phase).toBe(
      'signIn',
    );
    for (const code of ['REVOKED', 'USER_INACTIVE', 'PROTOCOL_TOO_OLD']) {
      const { state } = step(pulling, { kind: 'failed', failure: failure({ why: 'refused', status: 403, code }) });
      expect(state).toMatchObject({ phase: 'halted', problem: { code } });
    }
  });

  it('halts for someone who is not of the organization any more, not for a route that an older server lacks', () => {
    const pulling: SyncState = { ...idle, phase: 'pulling' };
    const missing = failure({ why: 'refused', status: 404, code: 'NOT_FOUND' });
    expect(step(pulling, { kind: 'failed', failure: missing }).state.phase).toBe('waiting');
    const outside = { ...missing, details: { header: 'x-account-id' } };
    const { state } = step(pulling, { kind: 'failed', failure: outside });
    expect(state).toMatchObject({ phase: 'halted', problem: { code: 'WRONG_ORGANIZATION' } });
  });

  it('does not ask without a pause a server that keeps disagreeing about the order', () => {
    let state: SyncState = { ...idle, phase: 'pushing' };
    for (let i = 0; i < 3; i++) state = step({ ...state, phase: 'pushing' }, { kind: 'realigned' }, unsent).state;
    expect(state.phase).toBe('waiting');
  });

  it('has one request under way at most, and never stands still with work and without a timer or a request', () => {
    const events: fc.Arbitrary<SyncEvent> = fc.constantFrom<SyncEvent>(
      { kind: 'woken' },
      { kind: 'mutated' },
      { kind: 'poked' },
      { kind: 'timer' },
      { kind: 'failed', failure: failure() },
      { kind: 'failed', failure: failure({ why: 'refused', status: 500 }) },
      { kind: 'pushed' },
      { kind: 'pulled' },
      { kind: 'resnapshot' },
      { kind: 'snapshotDone' },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(events, fc.boolean()), { maxLength: 80, size: 'max' }), (history) => {
        let state = initialSyncState;
        let timer = false;
        for (const [event, hasWork] of [[{ kind: 'woken' }, false] as const, ...history]) {
          const answers = event.kind === 'pushed' || event.kind === 'pulled' || event.kind === 'snapshotDone';
          // Answers come only to requests.
          if ((answers || event.kind === 'failed' || event.kind === 'resnapshot') && !isBusy(state)) continue;
          if (event.kind === 'timer') {
            if (!timer) continue;
            timer = false;
          }
          const { state: next, effects } = syncStep(
            state,
            event,
            { ...nothing, unsent: hasWork, auditDue: hasWork },
            0.3,
          );
          const requests = effects.filter(({ kind }) => kind === 'push' || kind === 'pull' || kind === 'snapshot');
          expect(requests.length).toBeLessThanOrEqual(1);
          if (requests.length > 0 && !answers && event.kind !== 'resnapshot') expect(isBusy(state)).toBe(false);
          for (const { kind } of effects)
            if (kind === 'setTimer' || kind === 'cancelTimer') timer = kind === 'setTimer';
          state = next;
          expect(isBusy(state) || timer).toBe(true);
        }
      }),
    );
  });

  it('spreads the backoff of many devices', () => {
    expect(backoffMs(0, 0)).toBe(500);
    expect(backoffMs(3, 0.999)).toBeLessThanOrEqual(8500);
    expect(backoffMs(3, 0)).toBeLessThan(backoffMs(3, 0.9));
  });
});
