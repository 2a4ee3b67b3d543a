import type { Cancel, Timers } from '../../../electron/sync/transport.ts';

type Entry = { readonly at: number; readonly order: number; run: (() => void) | undefined };

/** Virtual time: everything that waits in the simulator waits here, so that a weekend passes in a second. */
export class Scheduler {
  #now: number;
  #order = 0;
  /** A binary heap, the next entry first. */
  readonly #heap: Entry[] = [];

  constructor(startMs: number) {
    this.#now = startMs;
  }

  /** True time, epoch milliseconds. */
  get now(): number {
    return this.#now;
  }

  after(delayMs: number, run: () => void): Cancel {
    const entry: Entry = { at: this.#now + Math.max(0, delayMs), order: this.#order++, run };
    this.#push(entry);
    return () => {
      entry.run = undefined;
    };
  }

  /** The scheduler as the port a device takes. */
  readonly timers: Timers = { after: (delayMs, run) => this.after(delayMs, run) };

  /** Lets time pass. @param onStep runs after every event */
  run(durationMs: number, onStep: () => void = () => {}): void {
    const end = this.#now + durationMs;
    for (let next = this.#heap[0]; next && next.at <= end; next = this.#heap[0]) {
      this.#pop();
      if (!next.run) continue;
      this.#now = next.at;
      next.run();
      onStep();
    }
    this.#now = end;
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!isBefore(entry, heap[above]!)) break;
      heap[at] = heap[above]!;
      at = above;
    }
    heap[at] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (let below = 1; below < heap.length; below = 2 * at + 1) {
      if (below + 1 < heap.length && isBefore(heap[below + 1]!, heap[below]!)) below++;
      if (!isBefore(heap[below]!, last)) break;
      heap[at] = heap[below]!;
      at = below;
    }
    heap[at] = last;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
