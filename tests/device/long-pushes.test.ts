// What a person wrote in a week without a network goes up in pushes that the server, and whoever stands before it, takes.
// Verifies: SYNC-2, SYNC-5
import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryStore } from '../../core/kernel/memory-store.ts';
import { maxPushBytes, maxPushMutations, type PushRequest } from '../../core/protocol/sync.ts';
import { deviceSpecs } from '../../core/schema/tables.ts';
import { transportFailure } from '../../electron/sync/transport.ts';
import { rowsIn } from '../support/simulation/rows-in.ts';
import { SimDevice } from '../support/simulation/sim-device.ts';
import { noFaults, SimTransport } from '../support/simulation/sim-transport.ts';
import { people, World } from '../support/simulation/world.ts';

const manyNotes = 600;
/** Three bytes a letter in UTF-8, one in a JavaScript string. */
const body = (n: number): string => `${n} ${'€'.repeat(9000)}`;

const bytesOf = (request: PushRequest): number => Buffer.byteLength(JSON.stringify(request));

/** A network whose proxy answers 413 to longer bodies, before the server sees them. */
function behindProxy(transport: SimTransport, maxBytes: number, seen: (request: PushRequest) => void): SimTransport {
  const { push } = transport;
  const proxied: SimTransport['push'] = (request, done) => {
    seen(request);
    if (bytesOf(request) <= maxBytes) return push(request, done);
    done({ ...transportFailure('refused'), status: 413 });
    return () => {};
  };
  return Object.assign(transport, { push: proxied });
}

describe('a long outbox of long notes', () => {
  let world: World;
  let pushes: PushRequest[];

  /** Rita's other machine, behind a proxy, with its notes not yet sent. */
  function writer(maxBytes: number, notes = manyNotes): SimDevice {
    const { scheduler, server } = world;
    const random = (): number => 0.5;
    const parts = { scheduler, server, userId: people[1]!, random, faults: noFaults };
    const transport = behindProxy(new SimTransport(parts), maxBytes, (request) => pushes.push(request));
    const store = new MemoryStore(deviceSpecs);
    const device = new SimDevice({ userId: people[1]!, transport, scheduler, random, store });
    device.engine.wake();
    pass();
    const leadId = rowsIn(store, 'leads')[0]!.id;
    for (let n = 0; n < notes; n++) {
      expect(device.act('note.add', { id: world.newId(), leadId, body: body(n) })).toBe(true);
    }
    return device;
  }
  const pass = (): void => world.scheduler.run(600_000, () => {});
  const written = (): string[] => rowsIn(world.server.store, 'notes').map((note) => String(note['body']));

  beforeEach(() => {
    world = new World(1, noFaults);
    pushes = [];
    for (const device of world.devices) device.engine.stop();
  });

  it('is cut by bytes as well as by number', () => {
    const device = writer(maxPushBytes + 64 * 1024);
    pass();
    expect(device.device.status()).toMatchObject({ pending: 0, unsent: 0, rejected: 0 });
    expect(new Set(written())).toEqual(new Set(Array.from({ length: manyNotes }, (_, n) => body(n))));
    expect(written()).toHaveLength(manyNotes);
    // None too long, and none cut into more than is needed.
    const long = pushes.filter((request) => bytesOf(request) > maxPushBytes / 2);
    expect(Math.max(...pushes.map(bytesOf))).toBeLessThanOrEqual(maxPushBytes + 1024);
    expect(long.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...pushes.map(({ mutations }) => mutations.length))).toBeLessThan(maxPushMutations);
  });

  it('is cut smaller where a proxy before the server takes less, down to single mutations', () => {
    const [most, few] = [writer(1024 * 1024), writer(40_000, 10)];
    pass();
    for (const { device } of [most, few]) expect(device.status()).toMatchObject({ pending: 0, unsent: 0, rejected: 0 });
    expect(written()).toHaveLength(manyNotes + 10);
    const refused = pushes.filter((request) => bytesOf(request) > 1024 * 1024);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(10);
  });

  it('that no proxy takes stays on the device and is tried again after a pause, not at once', () => {
    const device = writer(10_000, 10);
    pass();
    expect(device.device.status()).toMatchObject({ pending: 10, unsent: 10 });
    expect(device.engine.state).toMatchObject({ phase: 'waiting', problem: { code: 'SERVER_ERROR' } });
    expect(pushes.length).toBeGreaterThan(5);
    expect(pushes.length).toBeLessThan(60);
  });
});
