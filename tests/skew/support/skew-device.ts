import { setTimeout as delay } from 'node:timers/promises';
import { MemoryStore, type MemorySnapshot } from '../../../core/kernel/memory-store.ts';
import { always } from '../../../core/kernel/predicates.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import { mulberry32 } from '../../../core/kernel/seeded-random.ts';
import { deviceSpecs } from '../../../core/schema/tables.ts';
import { Device } from '../../../electron/data/device.ts';
import { SyncEngine } from '../../../electron/sync/engine.ts';
import { httpTransport } from '../../../electron/sync/http-transport.ts';
import { nodeTimers } from '../../../electron/sync/node-timers.ts';

const patienceMs = 30_000;

export type SkewDeviceOptions = {
  readonly userId: string;
  readonly serverUrl: string;
  readonly token: string;
  readonly organizationId: string;
  /** Epoch milliseconds of this machine's clock, which stands still: what it makes is the same every time. */
  readonly now: number;
  readonly seed: number;
};

/** The real device, engine and HTTP transport on a disk that can be copied and put back. */
export class SkewDevice {
  readonly store = new MemoryStore(deviceSpecs);
  readonly #options: SkewDeviceOptions;
  readonly #random: () => number;
  readonly userId: string;
  /** How often there was nothing left to do. */
  #rests = 0;
  device!: Device;
  engine!: SyncEngine;

  constructor(options: SkewDeviceOptions) {
    this.#options = options;
    this.userId = options.userId;
    this.#random = mulberry32(options.seed);
    this.#boot();
  }

  /** A person does something. @throws DomainError when the rule refuses it here */
  act(name: string, args: unknown): void {
    this.device.mutate(name, args);
  }

  /** Talks to the server until there is nothing left to do, or it will not talk any more. */
  async sync(): Promise<void> {
    const before = this.#rests;
    this.engine.wake();
    await this.until(() => {
      const { phase } = this.engine.state;
      const over = phase === 'halted' || phase === 'signIn';
      return this.#rests > before && (over || (phase === 'idle' && this.device.status().pending === 0));
    });
  }

  /** @throws Error when it does not come true in time */
  async until(wanted: () => boolean): Promise<void> {
    const end = Date.now() + patienceMs;
    while (!wanted()) {
      if (Date.now() > end)
        throw new Error(`still waiting: ${JSON.stringify([this.engine.state, this.device.status()])}`);
      await delay(10);
    }
  }

  /** @returns one row of this device */
  row(table: string, id: string): Readonly<Record<string, unknown>> | undefined {
    return this.store.transaction((transaction) => transaction.read({ kind: 'get', table, id }))[0];
  }

  /** @returns all rows of a table */
  rows(table: string): readonly Row[] {
    return this.store.transaction((transaction) =>
      transaction.read({ kind: 'range', table, range: { where: always } }),
    );
  }

  backUp(): MemorySnapshot {
    return this.store.snapshot();
  }

  /** Puts a copied profile back over the present one. */
  restore(disk: MemorySnapshot): void {
    this.engine.stop();
    this.store.restore(disk);
    this.#boot();
  }

  stop(): void {
    this.engine.stop();
  }

  #boot(): void {
    const { userId, now } = this.#options;
    this.device = new Device(
      {
        store: this.store,
        now: () => now,
        random: (length) => Uint8Array.from({ length }, () => Math.floor(this.#random() * 256)),
        onCommit: () => {},
        onDeparted: () => {},
      },
      { userId, mode: 'synced' },
    );
    this.engine = new SyncEngine({
      device: this.device,
      transport: httpTransport(this.#options),
      timers: nodeTimers,
      now: () => now,
      random: () => 0,
      onState: ({ phase }) => {
        if (phase === 'idle' || phase === 'halted' || phase === 'signIn') this.#rests++;
      },
    });
  }
}
