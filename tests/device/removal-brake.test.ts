// Verifies: SYNC-9
import { beforeEach, describe, expect, it } from 'vitest';
import { idOf, seedRows } from '../../core/domain/testing/seed.ts';
import { MemoryStore } from '../../core/kernel/memory-store.ts';
import { mulberry32 } from '../../core/kernel/seeded-random.ts';
import { deviceSpecs, serverSpecs } from '../../core/schema/tables.ts';
import type { PullPage } from '../../electron/data/device-apply.ts';
import { firstLeads } from '../support/simulation/first-leads.ts';
import { rowsIn } from '../support/simulation/rows-in.ts';
import { Scheduler } from '../support/simulation/scheduler.ts';
import { SimDevice } from '../support/simulation/sim-device.ts';
import { SimServer } from '../support/simulation/sim-server.ts';
import { noFaults, SimTransport } from '../support/simulation/sim-transport.ts';

const startMs = Date.UTC(2026, 0, 15, 10);
const hour = 3_600_000;
const roundTrip = { sentAt: startMs, receivedAt: startMs };

const noteRow = (i: number) => ({
  table: 'notes',
  row: {
    id: idOf(`note-${i}`),
    leadId: idOf('lead-norths'),
    body: `Note ${i}`,
    authorId: idOf('olga'),
    createdAt: startMs,
  },
});

/**
 * An organization with a lead that everybody sees and a number of notes on it.
 * @param versions how far its history has come; a device that has seen more of another one is unknown to it
 */
function organization(notes: number, versions = 0, firstNote = 0): SimServer {
  const rows = [
    ...seedRows(startMs),
    ...firstLeads(startMs),
    ...Array.from({ length: notes }, (_, i) => noteRow(firstNote + i)),
  ];
  const server = new SimServer(rows, startMs, new MemoryStore(serverSpecs));
  for (let i = 0; i < versions; i++) {
    server.administer(idOf('olga'), 'source.create', { id: idOf(`source-${i}`), name: `Source ${i}` }, startMs);
  }
  return server;
}

/** One device whose server can be swapped behind its back. */
class Lab {
  readonly scheduler = new Scheduler(startMs);
  readonly random = mulberry32(7);
  readonly store = new MemoryStore(deviceSpecs);
  readonly device: SimDevice;

  constructor(server: SimServer) {
    this.device = new SimDevice({
      userId: idOf('rita'),
      transport: this.wayTo(server),
      scheduler: this.scheduler,
      random: this.random,
      store: this.store,
    });
    this.scheduler.run(hour);
  }

  wayTo(server: SimServer): SimTransport {
    const { scheduler, random } = this;
    return new SimTransport({ scheduler, server, userId: idOf('rita'), random, faults: noFaults });
  }

  /** From now on another server answers. */
  swap(server: SimServer): void {
    this.device.engine.stop();
    Object.assign(this.device, { transport: this.wayTo(server) });
    this.device.crash();
    this.scheduler.run(hour);
  }

  notes(): number {
    return rowsIn(this.store, 'notes').length;
  }

  decide(choice: 'apply' | 'keep' | 'askAgain'): void {
    this.device.device.decideRemoval(choice);
    this.device.engine.wake();
    this.scheduler.run(hour);
  }
}

describe('a server that was restored from an old backup', () => {
  let lab: Lab;
  let before: SimServer;
  beforeEach(() => {
    before = organization(900, 4);
    lab = new Lab(before);
    expect(lab.notes()).toBe(900);
    lab.device.act('note.add', { id: idOf('mine'), leadId: idOf('lead-ritas'), body: 'Written offline' });
    lab.swap(organization(10));
  });

  it('removes nothing, overwrites nothing, and the person is asked', () => {
    expect(lab.device.engine.state).toMatchObject({ phase: 'halted', problem: { code: 'REMOVAL_HELD' } });
    expect(lab.notes()).toBe(901);
    expect(lab.device.device.heldRemoval()).toMatchObject({ decision: 'ask' });
    expect(lab.device.device.heldRemoval()!.removed).toBeGreaterThanOrEqual(890);
  });

  it('loses the rows when the person says so, and keeps what they have made', () => {
    lab.decide('apply');
    expect(lab.device.engine.state.phase).toBe('idle');
    expect(lab.device.device.heldRemoval()).toBeUndefined();
    expect(rowsIn(lab.store, 'notes').map(({ id }) => id)).toContain(idOf('mine'));
    expect(lab.notes()).toBe(11);
  });

  it('is not spoken to when the person keeps the rows, whatever wakes the device', () => {
    lab.decide('keep');
    lab.device.act('note.add', { id: idOf('more'), leadId: idOf('lead-ritas'), body: 'And more' });
    lab.device.crash();
    lab.scheduler.run(hour);
    expect(lab.device.engine.state).toMatchObject({ phase: 'halted', problem: { code: 'REMOVAL_HELD' } });
    expect(lab.notes()).toBe(902);
  });

  it('is forgotten when somebody has put the right server back', () => {
    lab.decide('keep');
    Object.assign(lab.device, { transport: lab.wayTo(before) });
    lab.device.crash();
    lab.decide('askAgain');
    expect(lab.device.engine.state.phase).toBe('idle');
    expect(lab.device.device.heldRemoval()).toBeUndefined();
    expect(rowsIn(before.store, 'notes')).toHaveLength(901);
    expect(lab.notes()).toBe(901);
  });

  it('cannot use what was allowed for a larger removal', () => {
    lab.device.device.decideRemoval('apply');
    const stillMore = organization(2000, 9);
    lab.swap(stillMore);
    expect(lab.notes()).toBe(2001);
    lab.swap(organization(0));
    expect(lab.device.device.heldRemoval()!.removed).toBeGreaterThanOrEqual(2000);
    expect(lab.notes()).toBe(2001);
  });
});

it('rows of another server, as many as before, do not take the place of those that are here', () => {
  const lab = new Lab(organization(900, 4));
  lab.swap(organization(900, 0, 5000));
  expect(lab.device.device.heldRemoval()).toMatchObject({
    tables: [
      { table: 'notes', rows: 900 },
      { table: 'sources', rows: 4 },
    ],
    removed: 904,
  });
  lab.decide('apply');
  expect(rowsIn(lab.store, 'notes').map(({ id }) => id)).not.toContain(idOf('note-0'));
  expect(lab.notes()).toBe(900);
});

describe('a pull that deletes', () => {
  const page = (lab: Lab, over: Partial<PullPage>): PullPage => ({
    kind: 'page',
    upTo: lab.device.device.position().cursor!,
    blocks: [],
    deleted: [],
    forget: [],
    lastSeq: 0,
    next: null,
    now: startMs,
    ...over,
  });
  const refs = (from: number, count: number): [string, string][] =>
    Array.from({ length: count }, (_, i) => ['notes', idOf(`note-${from + i}`)]);
  let lab: Lab;
  beforeEach(() => {
    lab = new Lab(organization(2900));
  });

  it.each([
    [500, true],
    [501, true],
    [700, false],
  ])('%d of about 2,950 rows: applied %s', (count, applied) => {
    // 501 is more than 500 and less than a fifth.
    expect(lab.device.device.pullAnswered([page(lab, { deleted: refs(0, count) })], roundTrip)).toBe(applied);
    expect(lab.notes()).toBe(applied ? 2900 - count : 2900);
  });

  it('is counted over all its pages, by what is really here', () => {
    const pages = [page(lab, { deleted: refs(0, 350) }), page(lab, { deleted: [...refs(350, 350), ...refs(5000, 9)] })];
    expect(lab.device.device.pullAnswered(pages, roundTrip)).toBe(false);
    expect(lab.device.device.heldRemoval()).toMatchObject({ tables: [{ table: 'notes', rows: 700 }], removed: 700 });
    lab.device.device.decideRemoval('apply');
    expect(lab.device.device.pullAnswered(pages, roundTrip)).toBe(true);
    expect(lab.notes()).toBe(2200);
  });

  it('counts what goes along with a lead', () => {
    const deleted: [string, string][] = [['leads', idOf('lead-norths')]];
    expect(lab.device.device.pullAnswered([page(lab, { deleted })], roundTrip)).toBe(false);
    expect(lab.notes()).toBe(2900);
  });

  it('takes what left the scope without asking: it was taken from this person on purpose', () => {
    const forget: [string, string][] = [['leads', idOf('lead-norths')]];
    expect(lab.device.device.pullAnswered([page(lab, { forget })], roundTrip)).toBe(true);
    expect(lab.notes()).toBe(0);
  });
});

it('a changed scope removes without asking', () => {
  const server = organization(900);
  const lab = new Lab(server);
  server.administer(idOf('olga'), 'team.removeMember', { teamId: idOf('north'), userId: idOf('rita') }, startMs);
  lab.scheduler.run(hour);
  expect(lab.device.engine.state.phase).toBe('idle');
  expect(lab.notes()).toBe(0);
});
