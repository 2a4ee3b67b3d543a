import { runNumbered } from '../support/simulation/numbered.ts';

/** Histories that every run of the tests lives, in two files so that two processors share them. */
const runs = Number(process.env['OUTPOST_CONVERGENCE_RUNS'] ?? 5000);

/** How many histories one of the two files lives. */
export const half = Math.ceil(runs / 2);

/** @param from the first number @returns what broke, shortened; undefined when every invariant held */
export function firstFailure(from: number): ReturnType<typeof runNumbered> {
  for (let seed = from; seed < from + half; seed++) {
    const failure = runNumbered(seed);
    if (failure) return failure;
  }
  return undefined;
}
