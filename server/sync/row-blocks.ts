import type { ReadProgram } from '../../core/kernel/reads.ts';
import type { Row } from '../../core/kernel/rows.ts';
import type { ChangedBlock, RowBlock } from '../../core/protocol/sync.ts';
import type { TableRows } from '../../core/protocol/rows-digest.ts';
import { storedColumns } from '../../core/schema/define-table.ts';
import { tableNamed } from '../../core/schema/tables.ts';
import { lackingSince, type ChangedRows } from './row-clock.ts';

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

/**
 * Rows for the wire, whole or what has changed in them.
 * @param heldSince the version up to which the device holds the rows, so that changes are enough; undefined: it may not hold them
 */
export function* toBlocks(
  found: readonly TableRows[],
  heldSince: number | undefined,
): ReadProgram<{ blocks: RowBlock[]; changed?: ChangedBlock[] }> {
  if (heldSince === undefined) return { blocks: found.map(({ table, rows }) => toBlock(table, rows)) };
  const blocks: RowBlock[] = [];
  const changed: ChangedBlock[] = [];
  for (const { table, rows } of found) {
    const lacking = yield* lackingSince(table, rows, heldSince);
    if (lacking.whole.length > 0) blocks.push(toBlock(table, lacking.whole));
    for (const group of lacking.changed) changed.push(toChangedBlock(table, group));
  }
  return { blocks, changed };
}

function toChangedBlock(table: string, { fields, rows }: ChangedRows): ChangedBlock {
  const columns = ['id', 'version', ...fields];
  return { table, columns, cells: columns.map((column) => rows.map((row) => row[column] ?? null)) };
}
