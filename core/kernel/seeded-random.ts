/**
 * A source of numbers that a seed determines (mulberry32, Tommy Ettinger 2017): small, fast, good enough for made-up data and
 * simulations; not for secrets.
 * @returns a function whose calls answer 0 ≤ n < 1
 */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
