import type { ChangedRows } from '../../core/bridge/contract.ts';
import { changedRowId } from '../../core/kernel/rows.ts';
import type { SyncTransaction } from '../../core/kernel/store.ts';

/** More rows of one table than this are reported as `all`. */
const namedRows = 500;

/** Tables whose changes no screen shows. */
const silent = new Set(['baseImages', 'journal', 'deviceState', 'snapshotSeen', 'syncLog', 'undoLog']);

/**
 * Wraps a transaction so that it knows which rows it changed.
 * @returns the transaction to use, and a function that tells the changes so far (undefined: none)
 */
export function recordChanges(transaction: SyncTransaction): {
  transaction: SyncTransaction;
  changed: () => ChangedRows | undefined;
} {
  const ids = new Map<string, Set<string>>();
  const loaded = new Set<string>();
  return {
    transaction: {
      read: (read) => transaction.read(read),
      load: (block) => {
        transaction.load(block);
        loaded.add(block.table);
      },
      write: (changes) => {
        transaction.write(changes);
        for (const change of changes) {
          if (silent.has(change.table)) continue;
          const set = ids.get(change.table) ?? new Set<string>();
          ids.set(change.table, set.add(changedRowId(change)));
        }
      },
    },
    changed: () =>
      ids.size + loaded.size === 0
        ? undefined
        : Object.fromEntries([
            ...[...ids].map(([table, set]) => [table, set.size > namedRows ? 'all' : [...set]] as const),
            ...[...loaded].map((table) => [table, 'all'] as const),
          ]),
  };
}
