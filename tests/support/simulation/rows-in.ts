import { always, type Predicate } from '../../../core/kernel/predicates.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import type { SyncStore } from '../../../core/kernel/store.ts';

/** @returns all rows of a table that meet a condition, in id order */
export function rowsIn(store: SyncStore, table: string, where: Predicate = always): readonly Row[] {
  return store.transaction((transaction) => transaction.read({ kind: 'range', table, range: { where } }));
}
