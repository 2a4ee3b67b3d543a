// Work that is carried from one device to another as a file runs once, whatever the other device or the network does (SYNC-2).
import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryStore } from '../../core/kernel/memory-store.ts';
import { runSync } from '../../core/kernel/run-sync.ts';
import { idOf } from '../../core/domain/testing/seed.ts';
import { always } from '../../core/kernel/predicates.ts';
import { count } from '../../core/schema/typed-reads.ts';
import { deviceSpecs } from '../../core/schema/tables.ts';
import { contentHash } from '../../core/kernel/canonical-json.ts';
import { SyncCentre } from '../../electron/data/sync-centre.ts';
import { SyncLog } from '../../electron/data/sync-log.ts';
import { rowsIn } from '../support/simulation/rows-in.ts';
import { noFaults, SimTransport } from '../support/simulation/sim-transport.ts';
import { SimDevice } from '../support/simulation/sim-device.ts';
import { people, World } from '../support/simulation/world.ts';

const binding = { serverId: 'server', organizationId: 'org', userId: people[1]! };
const rita = 1;

/** What the Sync centre of a simulated device answers. */
function centreOf({ device, store, engine }: SimDevice, world: World, bound = binding): SyncCentre {
  const now = (): number => world.scheduler.now;
  return new SyncCentre({
    device,
    log: new SyncLog({ store, now }),
    binding: bound,
    now,
    onUnsent: () => engine.mutated(),
    nextTryAt: () => engine.nextTryAt,
  });
}

/** Another machine of the same person. */
function anotherDevice(world: World): SimDevice {
  const { scheduler, server } = world;
  let seed = 7;
  const random = (): number => ((seed = (seed * 16_807) % 2_147_483_647), seed / 2_147_483_647);
  const transport = new SimTransport({ scheduler, server, userId: people[rita]!, random, faults: noFaults });
  return new SimDevice({ userId: people[rita]!, transport, scheduler, random, store: new MemoryStore(deviceSpecs) });
}

const notesOnServer = (world: World): unknown[] => rowsIn(world.server.store, 'notes').map((note) => note['body']);

describe('the outbox as a file', () => {
  let world: World;
  let a: SimDevice;
  let b: SimDevice;
  const pass = (): void => world.scheduler.run(120_000, () => {});
  const note = (device: SimDevice, body: string): void => {
    expect(device.act('note.add', { id: world.newId(), leadId: leadId(), body })).toBe(true);
  };
  const leadId = (): string => rowsIn(a.store, 'leads')[0]!.id;

  beforeEach(() => {
    world = new World(1, noFaults);
    a = world.devices[rita]!;
    b = anotherDevice(world);
    b.engine.wake();
    pass();
  });

  it('carries unsent work to another device, which delivers it under the identity that made it', () => {
    a.transport.setOnline(false);
    for (const body of ['one', 'two', 'three']) note(a, body);
    const { text, count } = centreOf(a, world).export();
    expect(count).toBe(3);
    const centre = centreOf(b, world);
    expect(centre.import(text)).toEqual({ added: 3, refused: 0, known: 0 });
    expect(b.device.status()).toMatchObject({ pending: 3, unsent: 3 });
    pass();
    expect(notesOnServer(world)).toEqual(expect.arrayContaining(['one', 'two', 'three']));
    expect(b.device.status()).toMatchObject({ pending: 0, rejected: 0 });
    // The machine that made them comes back after all.
    a.transport.setOnline(true);
    a.engine.wake();
    pass();
    note(a, 'four');
    pass();
    expect(notesOnServer(world).filter((body) => ['one', 'two', 'three', 'four'].includes(String(body)))).toHaveLength(
      4,
    );
    expect(a.device.status()).toMatchObject({ pending: 0, rejected: 0 });
    world.check();
    expect(rowsIn(b.store, 'notes').map((row) => row['body'])).toEqual(expect.arrayContaining(['one', 'four']));
  });

  it('does not run again what the server has run although its answer was lost', () => {
    a.transport.faults = { ...noFaults, loseReply: 1 };
    note(a, 'arrived');
    world.scheduler.run(20_000, () => {});
    expect(notesOnServer(world)).toContain('arrived');
    expect(a.device.status().unsent).toBe(1);
    a.transport.setOnline(false);
    note(a, 'not arrived');
    centreOf(b, world).import(centreOf(a, world).export().text);
    pass();
    expect(notesOnServer(world).filter((body) => body === 'arrived')).toHaveLength(1);
    expect(notesOnServer(world).filter((body) => body === 'not arrived')).toHaveLength(1);
  });

  it('adds nothing when it is imported twice, before and after it was sent', () => {
    a.transport.setOnline(false);
    note(a, 'once');
    const { text } = centreOf(a, world).export();
    b.transport.setOnline(false);
    const centre = centreOf(b, world);
    expect(centre.import(text)).toMatchObject({ added: 1 });
    expect(centre.import(text)).toEqual({ added: 0, refused: 0, known: 1 });
    b.transport.setOnline(true);
    b.engine.wake();
    pass();
    expect(centre.import(text)).toEqual({ added: 0, refused: 0, known: 1 });
    expect(centreOf(a, world).import(text)).toEqual({ added: 0, refused: 0, known: 1 });
    pass();
    expect(notesOnServer(world).filter((body) => body === 'once')).toHaveLength(1);
  });

  it('is exported again with the identity it came with', () => {
    a.transport.setOnline(false);
    note(a, 'handed on');
    b.transport.setOnline(false);
    const centre = centreOf(b, world);
    const { text } = centreOf(a, world).export();
    centre.import(text);
    type File = { mutations: object[] };
    expect((JSON.parse(centre.export().text) as File).mutations).toEqual((JSON.parse(text) as File).mutations);
  });

  it('brings a discarded refusal back, and one that was sent again only once', () => {
    const dead = world.newId();
    a.transport.setOnline(false);
    expect(a.act('lead.create', { id: dead, lastName: 'Twice' })).toBe(true);
    world.server.administer(people[0]!, 'lead.create', { id: dead, lastName: 'Taken' }, world.scheduler.now);
    a.transport.setOnline(true);
    a.engine.wake();
    pass();
    const centre = centreOf(a, world);
    const [refused] = centre.list({ states: ['rejected'], limit: 10 });
    expect(refused).toMatchObject({ name: 'lead.create', error: { code: 'ID_TAKEN' } });
    const { text } = centre.export();
    expect(centre.import(text)).toMatchObject({ known: 1, refused: 0 });
    centre.discard(refused!.seq);
    expect(centre.import(text)).toMatchObject({ refused: 1 });
    const [back] = centre.list({ states: ['rejected'], limit: 10 });
    expect(back).toMatchObject({ name: 'lead.create', args: refused!.args, error: { code: 'ID_TAKEN' } });
    centre.edit(back!.seq, { id: world.newId(), lastName: 'Corrected' });
    pass();
    expect(rowsIn(world.server.store, 'leads').map((row) => row['lastName'])).toContain('Corrected');
    expect(centre.import(text)).toEqual({ added: 0, refused: 0, known: 1 });
  });

  it('of a newer copy of the same database goes out under the old identity, and this one goes on under a new one', () => {
    a.backUp();
    a.transport.setOnline(false);
    note(a, 'after the backup');
    const { text } = centreOf(a, world).export();
    expect(a.restoreBackup()).toBe(true);
    const before = a.device.position().clientId;
    expect(centreOf(a, world).import(text)).toEqual({ added: 1, refused: 0, known: 0 });
    expect(a.device.position().clientId).not.toBe(before);
    note(a, 'after the import');
    a.transport.setOnline(true);
    a.engine.wake();
    pass();
    const bodies = notesOnServer(world);
    for (const body of ['after the backup', 'after the import'])
      expect(bodies.filter((of) => of === body)).toHaveLength(1);
    expect(a.device.status()).toMatchObject({ pending: 0, rejected: 0 });
    world.check();
  });

  it('keeps its work for the person where the server does not go on from it', () => {
    a.transport.setOnline(false);
    for (const body of ['first', 'second']) note(a, body);
    const file = JSON.parse(centreOf(a, world).export().text) as { mutations: unknown[]; checksum?: string };
    const { checksum: _, ...content } = { ...file, mutations: file.mutations.slice(1) };
    const centre = centreOf(b, world);
    centre.import(JSON.stringify({ ...content, checksum: contentHash(content) }));
    pass();
    expect(centre.list({ limit: 10 })).toMatchObject([
      {
        state: 'rejected',
        args: { body: 'second' },
        error: { code: 'ORIGIN_REFUSED', details: { reason: 'SEQ_GAP' } },
      },
    ]);
    note(b, 'goes on');
    pass();
    expect(notesOnServer(world)).toContain('goes on');
  });

  it.each([
    ['text', 'hello', 'FILE_UNREADABLE'],
    ['other JSON', '[1]', 'FILE_UNREADABLE'],
    ['a spreadsheet formula', '=HYPERLINK("http://x")', 'FILE_UNREADABLE'],
    ['JSON without an end', `${'['.repeat(200_000)}`, 'FILE_UNREADABLE'],
    ['a newer format', '{"format":"outpost-outbox","version":2}', 'FILE_TOO_NEW'],
    ['no checksum', '{"format":"outpost-outbox","version":1}', 'FILE_DAMAGED'],
  ])('is refused when it is %s', (_name, text, code) => {
    expect(() => centreOf(b, world).import(text)).toThrow(expect.objectContaining({ code }));
  });

  it('is refused when one character was changed, when it is of someone else, or larger than any', () => {
    note(a, 'mine');
    const { text } = centreOf(a, world).export();
    const importing =
      (changed: string, bound = binding) =>
      () =>
        centreOf(b, world, bound).import(changed);
    expect(importing(text.replace('mine', 'mime'))).toThrow(expect.objectContaining({ code: 'FILE_DAMAGED' }));
    for (const key of ['serverId', 'organizationId', 'userId'] as const) {
      expect(importing(text, { ...binding, [key]: idOf('other') })).toThrow(
        expect.objectContaining({ code: 'FILE_FOREIGN' }),
      );
    }
    expect(importing(' '.repeat(33 * 1024 * 1024))).toThrow(expect.objectContaining({ code: 'FILE_TOO_LARGE' }));
    expect(b.device.status().pending).toBe(0);
  });
});

describe('the log of sync', () => {
  it('keeps the newest thousand, counts what repeats, and holds nothing but codes and counts', () => {
    const store = new MemoryStore(deviceSpecs);
    let now = 0;
    const log = new SyncLog({ store, now: () => ++now });
    for (let i = 0; i < 5; i++) log.note({ kind: 'failed', details: { of: 'pull', why: 'unreachable' } });
    expect(log.list(10)).toMatchObject([{ kind: 'failed', times: 5, since: 1, at: 5 }]);
    for (let i = 0; i < 1005; i++) log.note({ kind: 'pushed', details: { changes: i, refused: 0 } });
    expect(log.list(1000)).toHaveLength(1000);
    expect(log.list(1)).toMatchObject([{ details: { changes: 1004 } }]);
    expect(store.transaction((transaction) => runSync(count('syncLog', always), transaction))).toBe(1000);
  });
});
