import type { MutationContext, WrittenValue } from '../../kernel/mutator.ts';
import type { Row, RowChange, Value } from '../../kernel/rows.ts';
import { noLead } from '../../schema/leads.ts';
import { tableNamed } from '../../schema/tables.ts';
import { insert } from '../../schema/typed-reads.ts';

/**
 * The row that keeps a value which lost to a concurrent edit (SYNC-6).
 * @param row of `table`, as it stands
 */
export function conflictRow(
  ctx: MutationContext,
  table: string,
  row: Row,
  field: string,
  { kept, lost }: { readonly kept: WrittenValue; readonly lost: WrittenValue },
): RowChange {
  return insert('conflicts', {
    id: ctx.newId(`conflict:${table}:${row.id}:${field}`),
    leadId: leadOf(table, row),
    entity: table,
    entityId: row.id,
    field,
    keptValue: JSON.stringify(kept.value ?? null),
    otherValue: JSON.stringify(lost.value ?? null),
    keptBy: kept.by,
    otherBy: lost.by,
    keptAt: kept.at,
    otherAt: lost.at,
  });
}

function leadOf(table: string, row: Row): string {
  if (table === 'leads') return row.id;
  return tableNamed(table).audience === 'lead' ? String(row['leadId']) : noLead;
}

/** Who made a row, for a value that nobody has edited since. */
export function madeBy(row: Row): string {
  return String(row['createdBy'] ?? row['authorId'] ?? row['userId'] ?? '');
}

/** A cell as the JSON value that edits speak of. */
export function cellValue(table: string, field: string, cell: Value | undefined): unknown {
  const kind = tableNamed(table).columns[field]?.kind;
  return kind === 'json' && typeof cell === 'string' ? (JSON.parse(cell) as unknown) : (cell ?? null);
}
