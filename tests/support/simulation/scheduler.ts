import type { Cancel, Timers } from '../../../electron/sync/transport.ts';

type Entry = { readonly at: number; readonly order: number; readonly run: () => void; cancelled: boolean };

/** Virtual time: everything that waits in the simulator waits here, so that a weekend passes in a second. */
export class Scheduler {
  #now: number;
  #order = 0;
  readonly #entries: Entry[] = [];

  constructor(startMs: number) {
    this.#now = startMs;
  }

  /** True time, epoch milliseconds. */
  get now(): number {
    return this.#now;
  }

  after(delayMs: number, run: () => void): Cancel {
    const entry: Entry = { at: this.#now + Math.max(0, delayMs), order: this.#order++, run, cancelled: false };
    this.#entries.push(entry);
    return () => {
      entry.cancelled = true;
    };
  }

  /** The scheduler as the port a device takes. */
  readonly timers: Timers = { after: (delayMs, run) => this.after(delayMs, run) };

  /** Lets time pass. @param onStep runs after every event */
  run(durationMs: number, onStep: () => void = () => {}): void {
    const end = this.#now + durationMs;
    for (;;) {
      const next = this.#takeBefore(end);
      if (!next) break;
      this.#now = next.at;
      next.run();
      onStep();
    }
    this.#now = end;
  }

  #takeBefore(end: number): Entry | undefined {
    let best = -1;
    for (const [i, entry] of this.#entries.entries()) {
      if (entry.cancelled || entry.at > end) continue;
      const current = this.#entries[best];
      if (!current || entry.at < current.at || (entry.at === current.at && entry.order < current.order)) best = i;
    }
    if (best < 0) {
      for (let i = this.#entries.length - 1; i >= 0; i--) if (this.#entries[i]!.cancelled) this.#entries.splice(i, 1);
      return undefined;
    }
    return this.#entries.splice(best, 1)[0];
  }
}
