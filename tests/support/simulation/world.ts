import { contentHash } from '../../../core/kernel/canonical-json.ts';
import { derivedUuid } from '../../../core/kernel/ids.ts';
import { MemoryStore } from '../../../core/kernel/memory-store.ts';
import type { Touched } from '../../../electron/data/device-decide.ts';
import { mulberry32 } from '../../../core/kernel/seeded-random.ts';
import type { StoreChange } from '../../../core/kernel/rows.ts';
import { idOf, seedRows } from '../../../core/domain/testing/seed.ts';
import { deviceSpecs, serverSpecs } from '../../../core/schema/tables.ts';
import { checkLocalRows, checkNotEmptied, checkNothingLeft, CursorOracle } from './device-oracles.ts';
import { checkCounters, checkNoSilentLoss } from './edit-oracles.ts';
import { firstLeads, firstQuantity } from './first-leads.ts';
import { checkConverged, checkLedger, checkNothingLost, checkOrder } from './oracles.ts';
import { rowsIn } from './rows-in.ts';
import { Scheduler } from './scheduler.ts';
import { SimDevice } from './sim-device.ts';
import { SimServer } from './sim-server.ts';
import { noFaults, SimTransport, type Faults } from './sim-transport.ts';
import { SqliteDisk } from './sqlite-disk.ts';
import type { Disk } from './watched-disk.ts';

const startMs = Date.UTC(2026, 0, 15, 10);

export const badNetwork: Faults = { loseRequest: 0.1, loseReply: 0.1, repeat: 0.15, truncate: 0.1, delayMs: 400 };

/** Owners of three simulated devices: a manager of North, two reps (one in the open team North, one alone). */
export const people = ['mona', 'rita', 'rolf'].map(idOf);

/** Owners of five: a second device of Rita's, and one of an administrator. */
export const everyone = ['mona', 'rita', 'rolf', 'rita', 'adam'].map(idOf);

const mostDevices = 7;
/** Requests that a device at rest may make in ten minutes: two or three pulls. */
const requestsAtRest = 5;
const tenMinutesMs = 600_000;

/** Several devices and a server in one process, under one seeded scheduler. */
export class World {
  readonly scheduler = new Scheduler(startMs);
  readonly server: SimServer;
  readonly devices: SimDevice[] = [];
  /** What happened, one line an event: the same seed gives the same trace. */
  readonly trace: string[] = [];
  /** Runs after every event of the scheduler; sabotage tests add their damage here. */
  onStep: () => void = () => {};
  readonly #cursors: CursorOracle[] = [];
  readonly #checked = new Map<object, number>();
  readonly #replayed = new Map<SimDevice, number>();
  readonly #random: () => number;
  readonly #on: 'memory' | 'sqlite';
  #faults: Faults;
  #ids = 0;
  #damaged = false;

  /**
   * @param on what the stores are: maps, or SQLite with the real SQL
   * @param owners of the devices, one each
   */
  constructor(
    seed: number,
    faults: Faults = badNetwork,
    on: 'memory' | 'sqlite' = 'memory',
    owners: readonly string[] = people,
  ) {
    this.#random = mulberry32(seed);
    this.#on = on;
    this.#faults = faults;
    this.server = new SimServer(
      [...seedRows(startMs), ...firstLeads(startMs)],
      startMs,
      on === 'memory' ? new MemoryStore(serverSpecs) : new SqliteDisk(serverSpecs, ['domain', 'server']),
    );
    this.server.onCommit(() => this.trace.push(`${this.scheduler.now} commit ${this.server.version()}`));
    for (const userId of owners) this.addDevice(userId);
  }

  /** Somebody takes a new device into use. */
  addDevice(userId: string): void {
    if (this.devices.length >= mostDevices) return;
    const { scheduler, server } = this;
    const random = this.#random;
    const transport = new SimTransport({ scheduler, server, userId, random, faults: this.#faults });
    const memory = this.#on === 'memory';
    const store = memory ? new MemoryStore(deviceSpecs) : new SqliteDisk(deviceSpecs, ['domain', 'device']);
    this.devices.push(new SimDevice({ userId, transport, scheduler, random, store }));
    this.#cursors.push(new CursorOracle());
  }

  /** A new id, from the seed. */
  newId(): string {
    return derivedUuid('world', String(this.#ids++), String(this.#random()));
  }

  /** Lets time pass and checks SYNC-3 and SYNC-4 after every step, SYNC-1 and SYNC-2 at the end. */
  pass(durationMs: number): void {
    this.scheduler.run(durationMs, () => {
      this.onStep();
      for (const [i, device] of this.devices.entries()) {
        device.rebootAfterCut();
        const cursor = this.#cursors[i]!;
        if (!this.#hasWritten(cursor, device.store)) continue;
        cursor.check(device);
        checkNotEmptied(device);
        this.#checkLocalRows(device);
      }
    });
    this.check();
  }

  check(): void {
    const [served] = this.server.servedInactive;
    if (served) throw new Error(`SYNC-11 ${served} does not work here any more, and was answered`);
    if (this.#hasWritten(this.server, this.server.store)) checkLedger(this.server);
    for (const device of this.devices) {
      if (!this.#hasWritten(device, device.store)) continue;
      this.#checkLocalRows(device);
      checkNothingLost(this.server, device, false, this.scheduler.now);
      this.#checked.set(device, device.store.writes);
    }
  }

  /** SYNC-3, unless nothing that it depends on was written since it was looked at last. */
  #checkLocalRows(device: SimDevice): void {
    const { rowWrites } = device.store;
    if (this.#replayed.get(device) === rowWrites) return;
    checkLocalRows(device);
    this.#replayed.set(device, rowWrites);
  }

  /** Whether a disk was written since this was asked for the same purpose. */
  #hasWritten(purpose: object, { writes }: { readonly writes: number }): boolean {
    if (this.#checked.get(purpose) === writes) return false;
    this.#checked.set(purpose, writes);
    return true;
  }

  /** Damages a row of a device's disk that nothing pending touches: another value, no row, or one that nobody made. */
  damage(device: SimDevice, value: number): void {
    this.#damaged = true;
    const images = rowsIn(device.store.unwatched, 'baseImages').map((image) => image.id);
    const touched = rowsIn(device.store.unwatched, 'outbox').map(
      (row) => JSON.parse(String(row['touched'])) as Touched,
    );
    const used = new Set([...images, ...touched.flatMap(({ keys }) => keys)]);
    const table = ['leads', 'notes', 'stages', 'activities'][value % 4]!;
    if (touched.some(({ tables }) => tables.includes(table))) return;
    const rows = rowsIn(device.store.unwatched, table).filter((row) => !used.has(`${table}:${row.id}`));
    const row = rows[value % Math.max(1, rows.length)];
    if (!row) return;
    const column = Object.keys(row).find(
      (name) => name !== 'id' && typeof row[name] === 'string' && !name.endsWith('Id'),
    );
    const changes: readonly StoreChange[] = [
      { op: 'patch', table, id: row.id, set: { [column!]: 'damaged' } },
      { op: 'delete', table, id: row.id },
      { op: 'insert', table, row: { ...row, id: this.newId() } },
    ];
    device.store.unwatched.transaction((transaction) => transaction.write([changes[(value >> 2) % 3]!]));
  }

  /** A profile restored from a backup stands where it stood then. */
  restoreBackup(index: number): void {
    if (this.devices[index]!.restoreBackup()) this.#cursors[index]!.reset();
  }

  /** The server's data is put back from its last backup. */
  restoreServer(): void {
    this.server.restoreBackup();
  }

  /** Everybody's lid is closed for so long. */
  vacation(durationMs: number): void {
    for (const device of this.devices) device.sleep();
    this.pass(durationMs);
    for (const device of this.devices) device.wake();
  }

  /** The network heals, clocks are right, everybody works here, and everything must come to rest. */
  heal(): void {
    for (const user of rowsIn(this.server.store, 'users')) {
      if (user['active'] === 1 || !this.devices.some((device) => device.userId === user.id)) continue;
      const changes = { active: { from: 0, to: 1 } };
      this.server.administer(idOf('olga'), 'user.update', { id: user.id, changes }, this.scheduler.now);
    }
    for (const device of this.devices) {
      device.transport.faults = noFaults;
      device.transport.setOnline(true);
      device.clockSkewMs = 0;
      device.signedOut = false;
      device.store.powerOn();
      if (this.#damaged) device.device.audit.demand();
      device.wake();
    }
    this.settle();
  }

  /** Waits until no device has work. @throws Error when the queues do not drain within an hour */
  settle(): void {
    for (let minute = 0; minute < 60; minute++) {
      // Somebody looks at a device that has given up, and tries again.
      for (const device of this.devices) if (device.engine.state.phase === 'halted') device.wake();
      this.pass(60_000);
      if (!this.#isAtRest()) continue;
      // One more round: what the last push changed must have reached everyone, and then there is silence.
      this.pass(tenMinutesMs);
      const before = this.server.requests;
      if (!this.#isAtRest()) continue;
      this.pass(tenMinutesMs);
      const requests = this.server.requests - before;
      if (requests > requestsAtRest * this.devices.length)
        throw new Error(`no rest: ${requests} requests in ten minutes`);
      return;
    }
    const states = this.devices.map((device) => JSON.stringify({ ...device.engine.state, ...device.device.status() }));
    throw new Error(`the queues do not drain:\n${states.join('\n')}`);
  }

  #isAtRest(): boolean {
    return this.devices.every(({ engine, device }) => engine.state.phase === 'idle' && device.status().pending === 0);
  }

  /** Every oracle that holds at rest. */
  checkAtRest(): void {
    this.check();
    checkCounters(this.server, ({ id }) => this.#firstQuantityOf(id));
    checkNoSilentLoss(this.server);
    const [repair] = this.server.repairs;
    if (repair && !this.#damaged) throw new Error(`SYNC-7 an audit had to put right ${JSON.stringify(repair)}`);
    for (const device of this.devices) {
      checkLocalRows(device);
      checkConverged(this.server, device);
      checkNothingLost(this.server, device, true, this.scheduler.now);
      checkOrder(this.server, device);
      checkNothingLeft(device);
    }
  }

  #firstQuantityOf(lineId: string): number {
    if (lineId === idOf('line')) return firstQuantity;
    for (const { name, args } of this.server.arrived.values()) {
      const line = args as { id?: string; quantity?: number };
      if (name === 'leadProduct.add' && line.id === lineId) return line.quantity ?? 1;
    }
    throw new Error(`SYNC-2 nobody added the line ${lineId}`);
  }

  /** Of the server and every device. */
  get disks(): readonly Disk[] {
    return [this.server, ...this.devices].map(({ store }) => store.unwatched);
  }

  /** Everything that tells two runs apart, in one hash. */
  fingerprint(): string {
    return contentHash([this.trace, rowsIn(this.server.store, 'leads'), rowsIn(this.server.store, 'ledger')]);
  }
}
