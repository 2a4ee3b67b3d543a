/** A random source that a seed determines (mulberry32): a failing case is found again by its seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** @returns a number from 0 up to, not including, 1 */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
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
