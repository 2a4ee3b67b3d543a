import { DomainError } from '../../../core/kernel/errors.ts';
import type { MemorySnapshot } from '../../../core/kernel/memory-store.ts';
import type { Program } from '../../../core/kernel/reads.ts';
import { Device, type Act } from '../../../electron/data/device.ts';
import { SyncEngine } from '../../../electron/sync/engine.ts';
import type { Scheduler } from './scheduler.ts';
import type { SimTransport } from './sim-transport.ts';
import { PowerCut, WatchedDisk, type Disk } from './watched-disk.ts';

/** A mutation as a person made it on a simulated device, acknowledged: name, arguments as JSON text, when. */
export type Made = { readonly name: string; readonly args: string; readonly at: number };

/** One person's laptop: the real device and engine on a disk that survives crashes. */
export class SimDevice {
  readonly userId: string;
  readonly transport: SimTransport;
  readonly store: WatchedDisk;
  readonly made: Made[] = [];
  /** How far this machine's clock is off, milliseconds. */
  clockSkewMs = 0;
  /** Signed out: the profile stays, nothing is sent. */
  signedOut = false;
  device!: Device;
  engine!: SyncEngine;
  readonly #scheduler: Scheduler;
  readonly #random: () => number;
  #backup: { readonly disk: MemorySnapshot; readonly made: readonly Made[] } | undefined;

  constructor(parts: {
    userId: string;
    transport: SimTransport;
    scheduler: Scheduler;
    random: () => number;
    store: Disk;
  }) {
    this.store = new WatchedDisk(parts.store);
    this.userId = parts.userId;
    this.transport = parts.transport;
    this.#scheduler = parts.scheduler;
    this.#random = parts.random;
    this.#boot();
  }

  /** A person does something. @returns false when the rule refused it here, or the power went */
  act(name: string, args: unknown): boolean {
    return this.#attempt(() => this.device.mutate(name, args), { name, args: JSON.stringify(args) });
  }

  /** A person decides about something refused. @param made what it makes, if it makes a mutation */
  decide(program: (act: Act) => Program<void>, made?: Omit<Made, 'at'>): boolean {
    return this.#attempt(() => this.device.perform(program), made);
  }

  /** The person has thrown away something refused. */
  forgetMade(name: string, args: string): void {
    const kept = this.made.filter((made) => made.name !== name || made.args !== args);
    this.made.splice(0, Infinity, ...kept);
  }

  #attempt(run: () => void, made: Omit<Made, 'at'> | undefined): boolean {
    try {
      run();
    } catch (cause) {
      if (cause instanceof DomainError) return false;
      if (cause instanceof PowerCut) {
        this.crash();
        return false;
      }
      throw cause;
    }
    if (made) this.made.push({ ...made, at: this.#scheduler.now });
    this.engine.mutated();
    this.rebootAfterCut();
    return true;
  }

  /** Power off and on: what was durably committed is there, what was under way is gone. */
  crash(): void {
    const disk = this.store.afterPowerCut();
    this.#stop();
    this.store.powerOn();
    this.store.restore(disk);
    this.#boot();
  }

  /** Starts again when the power was cut while the engine was writing. */
  rebootAfterCut(): void {
    if (this.store.off) this.crash();
  }

  /** Copies the profile, as a backup tool would. */
  backUp(): void {
    this.#backup = { disk: this.store.snapshot(), made: [...this.made] };
  }

  /** Puts the copied profile back over the present one. @returns false when there is none */
  restoreBackup(): boolean {
    if (!this.#backup) return false;
    this.#stop();
    this.store.powerOn();
    this.store.restore(this.#backup.disk);
    // What was done after the backup and not sent is gone with the old disk; nobody was told that it is safe here.
    this.made.splice(0, Infinity, ...this.#backup.made);
    this.#boot();
    return true;
  }

  /** Closes the lid. */
  sleep(): void {
    this.#stop();
  }

  /** Opens the lid. */
  wake(): void {
    if (!this.signedOut) this.engine.wake();
    this.rebootAfterCut();
  }

  #stop(): void {
    // With the power off it stops without being told.
    if (this.store.off) this.store.powerOn();
    this.engine.stop();
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
    this.wake();
  }
}
