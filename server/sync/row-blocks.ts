import type { Row } from '../../core/kernel/rows.ts';
import type { RowBlock } from '../../core/protocol/sync.ts';
import { storedColumns } from '../../core/schema/define-table.ts';
import { tableNamed } from '../../core/schema/tables.ts';

/**
 * Rows of one table for the wire: derived columns stay at home, names travel once, and columns that hold nothing in any of these
 * rows do not travel at all (the device takes them as NULL).
 */
export function toBlock(table: string, rows: readonly Row[]): RowBlock {
  const columns = storedColumns(tableNamed(table)).filter((column) =>
    rows.some((row) => (row[column] ?? null) !== null),
  );
  return { table, columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) };
}
