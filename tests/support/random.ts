import { mulberry32 } from '../../core/kernel/seeded-random.ts';

/** A random source that a seed determines: a failing case is found again by its seed. */
export class Random {
  /** @returns a number from 0 up to, not including, 1 */
  readonly next: () => number;

  constructor(seed: number) {
    this.next = mulberry32(seed);
  }

  /** @returns a whole number from 0 up to, not including, the limit */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(of: readonly T[]): T {
    if (of.length === 0) throw new Error('nothing to pick from');
    return of[this.below(of.length)]!;
  }

  /** @returns none, some or all, in their order */
  some<T>(of: readonly T[]): readonly T[] {
    return of.filter(() => this.chance(0.4));
  }
}
