import { mulberry32 } from '../../core/kernel/seeded-random.ts';

/** Random choices that a seed determines. */
export type Random = {
  /** @returns an integer, 0 ≤ n < limit */
  readonly below: (limit: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
  /** @param share 0 to 1 */
  readonly chance: (share: number) => boolean;
};

/** @param seed the same seed, the same choices */
export function seededRandom(seed: number): Random {
  const next = mulberry32(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, pick: (from) => from[below(from.length)]!, chance: (share) => next() < share };
}
