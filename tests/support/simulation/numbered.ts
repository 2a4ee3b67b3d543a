import fc from 'fast-check';
import { histories, type Action } from './actions.ts';
import { live } from './live.ts';
import { SqliteDisk } from './sqlite-disk.ts';
import { everyone } from './world.ts';

/** One history in so many also runs on SQLite, which must come to the same. */
const onSqliteEvery = 50;
/** A failing history is shortened for at most so long. */
const shrinkMs = 60_000;

export type Failure = { readonly seed: number; readonly message: string; readonly history: readonly Action[] };

/** The history of a number: the same in every process. */
export function numbered(seed: number): readonly Action[] {
  return fc.sample(histories, { seed, numRuns: 1 })[0]!;
}

/** Lives a history. @returns what an oracle complained of, if any */
export function complaintOf(seed: number, history: readonly Action[]): string | undefined {
  try {
    const world = live(seed, history, 'memory', everyone);
    if (seed % onSqliteEvery !== 0) return undefined;
    const other = live(seed, history, 'sqlite', everyone);
    const isSame = other.fingerprint() === world.fingerprint();
    for (const disk of other.disks) if (disk instanceof SqliteDisk) disk.release();
    return isSame ? undefined : 'SQLite came to something else than memory';
  } catch (cause) {
    return cause instanceof Error ? cause.message || String(cause.stack) : String(cause);
  }
}

/** Runs the history of a number. @returns undefined when every invariant held; otherwise the shortest history that was found to break one */
export function runNumbered(seed: number): Failure | undefined {
  const history = numbered(seed);
  const message = complaintOf(seed, history);
  return message === undefined ? undefined : shrunk({ seed, message, history });
}

/** Leaves out what is not needed for the same complaint (Zeller, "Yesterday, my program worked", 1999). */
function shrunk(failure: Failure): Failure {
  const end = Date.now() + shrinkMs;
  let best = failure;
  for (let size = Math.ceil(best.history.length / 2); size >= 1; size = size > 1 ? Math.ceil(size / 2) : 0) {
    for (let at = 0; at + size <= best.history.length && Date.now() < end;) {
      const shorter = best.history.toSpliced(at, size);
      const message = complaintOf(best.seed, shorter);
      if (message !== undefined && kindOf(message) === kindOf(best.message))
        best = { ...best, history: shorter, message };
      else at += size;
    }
  }
  return best;
}

const kindOf = (message: string): string => /^(SYNC-\d+|\S+ \S+)/.exec(message)?.[0] ?? message;
