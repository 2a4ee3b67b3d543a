import type { Row } from '../kernel/rows.ts';
import { storedColumns } from '../schema/define-table.ts';
import { rowHash, RowsDigest } from '../schema/row-digest.ts';
import { tableNamed } from '../schema/tables.ts';

/** Rows of one table, whole. */
export type TableRows = { readonly table: string; readonly rows: readonly Row[] };

/** @returns the additive digest of all these rows */
export function rowsDigest(tables: readonly TableRows[]): string {
  const sum = new RowsDigest();
  for (const { table, rows } of tables) {
    const columns = storedColumns(tableNamed(table));
    for (const row of rows) sum.add(rowHash(table, columns, row));
  }
  return sum.text;
}
