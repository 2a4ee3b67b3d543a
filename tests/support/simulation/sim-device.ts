import { DomainError } from '../../../core/kernel/errors.ts';
import type { MemorySnapshot } from '../../../core/kernel/memory-store.ts';
import type { SyncStore } from '../../../core/kernel/store.ts';
import { Device } from '../../../electron/data/device.ts';
import { SyncEngine } from '../../../electron/sync/engine.ts';
import type { Scheduler } from './scheduler.ts';
import type { SimTransport } from './sim-transport.ts';

/** A mutation as a person made it on a simulated device, for the oracles. */
export type Made = { readonly name: string; readonly args: unknown };

/** A device's disk: a store that can be copied and put back. */
export interface Disk extends SyncStore {
  snapshot(): MemorySnapshot;
  restore(snapshot: MemorySnapshot): void;
}

/** One person's laptop: the real device and engine on a disk that survives crashes. */
export class SimDevice {
  readonly userId: string;
  readonly transport: SimTransport;
  readonly store: Disk;
  readonly made: Made[] = [];
  /** How far this machine's clock is off, milliseconds. */
  clockSkewMs = 0;
  device!: Device;
  engine!: SyncEngine;
  readonly #scheduler: Scheduler;
  readonly #random: () => number;
  #backup: { readonly disk: MemorySnapshot; readonly made: number } | undefined;

  constructor(parts: {
    userId: string;
    transport: SimTransport;
    scheduler: Scheduler;
    random: () => number;
    store: Disk;
  }) {
    this.store = parts.store;
    this.userId = parts.userId;
    this.transport = parts.transport;
    this.#scheduler = parts.scheduler;
    this.#random = parts.random;
    this.#boot();
  }

  /** A person does something. @returns false when the rule refused it here */
  act(name: string, args: unknown): boolean {
    try {
      this.device.mutate(name, args);
    } catch (cause) {
      if (cause instanceof DomainError) return false;
      throw cause;
    }
    this.made.push({ name, args });
    this.engine.mutated();
    return true;
  }

  /** Power off and on: what was committed is there, what was under way is gone. */
  crash(): void {
    const disk = this.store.snapshot();
    this.engine.stop();
    this.store.restore(disk);
    this.#boot();
  }

  /** Copies the profile, as a backup tool would. */
  backUp(): void {
    this.#backup = { disk: this.store.snapshot(), made: this.made.length };
  }

  /** Puts the copied profile back over the present one. @returns false when there is none */
  restoreBackup(): boolean {
    if (!this.#backup) return false;
    this.engine.stop();
    this.store.restore(this.#backup.disk);
    // What was done after the backup and not sent is gone with the old disk; nobody was told that it is safe here.
    this.made.length = this.#backup.made;
    this.#boot();
    return true;
  }

  #boot(): void {
    const now = (): number => this.#scheduler.now + this.clockSkewMs;
    this.device = new Device(
      {
        store: this.store,
        now,
        random: (length) => Uint8Array.from({ length }, () => Math.floor(this.#random() * 256)),
        onCommit: () => {},
        onDeparted: () => {},
      },
      { userId: this.userId, mode: 'synced' },
    );
    this.engine = new SyncEngine({
      device: this.device,
      transport: this.transport,
      timers: this.#scheduler.timers,
      now,
      random: this.#random,
      onState: () => {},
    });
    this.engine.wake();
  }
}
