import { contentHash } from '../../../core/kernel/canonical-json.ts';
import { MemoryStore } from '../../../core/kernel/memory-store.ts';
import { deviceSpecs, serverSpecs } from '../../../core/schema/tables.ts';
import { SqliteDisk } from './sqlite-disk.ts';
import { derivedUuid } from '../../../core/kernel/ids.ts';
import { idOf, seedRows } from '../../../core/domain/testing/seed.ts';
import { firstLeads, firstQuantity } from './first-leads.ts';
import {
  checkConverged,
  checkCounter,
  checkLedger,
  checkLocalRows,
  checkNoSilentLoss,
  checkNothingLost,
  CursorOracle,
  rowsIn,
} from './oracles.ts';
import { mulberry32 } from '../../../core/kernel/seeded-random.ts';
import { Scheduler } from './scheduler.ts';
import { SimDevice } from './sim-device.ts';
import { SimServer } from './sim-server.ts';
import { noFaults, SimTransport, type Faults } from './sim-transport.ts';

const startMs = Date.UTC(2026, 0, 15, 10);

export const badNetwork: Faults = { loseRequest: 0.1, loseReply: 0.1, repeat: 0.15, truncate: 0.1, delayMs: 400 };

/** Owners of the simulated devices: a manager of North, two reps (one in the open team North, one alone). */
export const people = ['mona', 'rita', 'rolf'].map(idOf);

/** Several devices and a server in one process, under one seeded scheduler. */
export class World {
  readonly scheduler = new Scheduler(startMs);
  readonly server: SimServer;
  readonly devices: readonly SimDevice[];
  /** What happened, one line an event: the same seed gives the same trace. */
  readonly trace: string[] = [];
  /** Runs after every event of the scheduler; sabotage tests add their damage here. */
  onStep: () => void = () => {};
  readonly #cursors: readonly CursorOracle[];
  readonly #random: () => number;
  #ids = 0;

  /** @param on what the stores are: maps, or SQLite with the real SQL */
  constructor(seed: number, faults: Faults = badNetwork, on: 'memory' | 'sqlite' = 'memory') {
    const random = mulberry32(seed);
    this.#random = random;
    this.server = new SimServer(
      [...seedRows(startMs), ...firstLeads(startMs)],
      startMs,
      on === 'memory' ? new MemoryStore(serverSpecs) : new SqliteDisk(serverSpecs, ['domain', 'server']),
    );
    this.server.onCommit(() => this.trace.push(`${this.scheduler.now} commit ${this.server.version()}`));
    this.devices = people.map((userId) => {
      const { scheduler, server } = this;
      const transport = new SimTransport({ scheduler, server, userId, random, faults });
      const store = on === 'memory' ? new MemoryStore(deviceSpecs) : new SqliteDisk(deviceSpecs, ['domain', 'device']);
      return new SimDevice({ userId, transport, scheduler, random, store });
    });
    this.#cursors = this.devices.map(() => new CursorOracle());
  }

  /** A new id, from the seed. */
  newId(): string {
    return derivedUuid('world', String(this.#ids++), String(this.#random()));
  }

  /** Lets time pass and checks SYNC-4 after every step and SYNC-2 and SYNC-3 at the end. */
  pass(durationMs: number): void {
    this.scheduler.run(durationMs, () => {
      this.onStep();
      this.devices.forEach((device, i) => this.#cursors[i]!.check(device));
    });
    this.check();
  }

  check(): void {
    checkLedger(this.server);
    for (const device of this.devices) checkLocalRows(device);
  }

  /** A profile restored from a backup stands where it stood then. */
  restoreBackup(index: number): void {
    if (this.devices[index]!.restoreBackup()) this.#cursors[index]!.reset();
  }

  /** The network heals, clocks are right, and everything must come to rest. */
  heal(): void {
    for (const device of this.devices) {
      device.transport.faults = noFaults;
      device.transport.setOnline(true);
      device.clockSkewMs = 0;
      device.engine.wake();
    }
    this.settle();
  }

  /** Waits until no device has work. @throws Error when the queues do not drain within an hour */
  settle(): void {
    for (let minute = 0; minute < 60; minute++) {
      this.pass(60_000);
      if (
        this.devices.every((device) => device.engine.state.phase === 'idle' && device.device.status().pending === 0)
      ) {
        // One more round: what the last push changed must have reached everyone.
        this.pass(10 * 60_000);
        if (this.devices.every((device) => device.device.status().pending === 0)) return;
      }
    }
    const states = this.devices.map((device) => JSON.stringify({ ...device.engine.state, ...device.device.status() }));
    throw new Error(`the queues do not drain:\n${states.join('\n')}`);
  }

  /** Every oracle that holds at rest. */
  checkAtRest(): void {
    this.check();
    checkCounter(this.server, idOf('line'), firstQuantity);
    checkNoSilentLoss(this.server);
    for (const device of this.devices) {
      checkConverged(this.server, device);
      checkNothingLost(this.server, device);
    }
  }

  /** Everything that tells two runs apart, in one hash. */
  fingerprint(): string {
    return contentHash([this.trace, rowsIn(this.server.store, 'leads'), rowsIn(this.server.store, 'ledger')]);
  }
}
