// SYNC-3: which pending mutations must be replayed when rows change underneath. Verified by tests/convergence.
import { all, gt, lt } from '../../core/kernel/predicates.ts';
import type { ReadProgram } from '../../core/kernel/reads.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import { get, range } from '../../core/schema/typed-reads.ts';
import type { Touched } from './device-decide.ts';

type Entry = RowOf<'outbox'>;

/** What has to be put back and replayed, and nothing else. */
export type Dependents = {
  /** Keys of rows that these mutations read or wrote, and of those that change. */
  readonly keys: ReadonlySet<string>;
  /** Ids of outbox entries. */
  readonly entries: ReadonlySet<string>;
};

/** @returns the table of a row's key */
export const tableOf = (key: string): string => key.slice(0, key.indexOf(':'));

/**
 * Finds the pending mutations that depend on rows which change, directly or through one another. Two mutations depend on each other
 * when one has written a row that the other has read or written, or a row of a table that the other has read by a range. Rows that
 * all of them only read (settings, people) connect none.
 * @param pending mutations with a local effect, `seeds` among them
 * @param changed keys of rows that arrive or go
 * @param seeds mutations that are taken out of the outbox, or out of effect
 * @returns undefined when that cannot be told: then everything has to be replayed
 */
export function* dependentsOf(
  pending: readonly Entry[],
  changed: ReadonlySet<string>,
  seeds: readonly Entry[],
): ReadProgram<Dependents | undefined> {
  const graph = new Graph(pending);
  if (graph.readsOtherMutations) return undefined;
  const keys = new Set<string>();
  const tables = new Set<string>();
  const waiting = [...changed];
  const entries = new Set<string>();
  const reached = [...seeds];
  while (waiting.length > 0 || reached.length > 0) {
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      if (keys.has(key)) continue;
      keys.add(key);
      reached.push(...graph.touching(key));
    }
    for (let entry = reached.pop(); entry; entry = reached.pop()) {
      if (entries.has(entry.id)) continue;
      entries.add(entry.id);
      const touched = graph.touchedBy(entry);
      for (const key of touched.keys) if (!keys.has(key) && (yield* get('baseImages', key))) waiting.push(key);
      for (const table of touched.tables) {
        if (tables.has(table)) continue;
        tables.add(table);
        waiting.push(...(yield* writtenKeysOf(table)));
      }
    }
  }
  return { keys, entries };
}

/** Keys of the rows of a table that pending mutations have written. */
function* writtenKeysOf(table: string): ReadProgram<string[]> {
  // `;` follows `:`, which stands between table and id.
  const images = yield* range('baseImages', { where: all(gt('id', `${table}:`), lt('id', `${table};`)) });
  return images.map(({ id }) => id);
}

class Graph {
  /** One of them takes others back: which, its keys do not tell. */
  readonly readsOtherMutations: boolean;
  readonly #touched = new Map<string, Touched>();
  readonly #byKey = new Map<string, Entry[]>();
  readonly #byTable = new Map<string, Entry[]>();

  constructor(pending: readonly Entry[]) {
    let readsOthers = false;
    for (const entry of pending) {
      const touched = this.touchedBy(entry);
      for (const key of touched.keys) {
        append(this.#byKey, key, entry);
        readsOthers ||= tableOf(key) === 'undoLog';
      }
      for (const table of touched.tables) {
        append(this.#byTable, table, entry);
        readsOthers ||= table === 'undoLog';
      }
    }
    this.readsOtherMutations = readsOthers;
  }

  touchedBy(entry: Entry): Touched {
    const touched = this.#touched.get(entry.id) ?? (JSON.parse(entry.touched) as Touched);
    this.#touched.set(entry.id, touched);
    return touched;
  }

  touching(key: string): readonly Entry[] {
    return [...(this.#byKey.get(key) ?? []), ...(this.#byTable.get(tableOf(key)) ?? [])];
  }
}

function append(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const entries = map.get(key);
  if (entries) entries.push(entry);
  else map.set(key, [entry]);
}
