import type { Row, RowChange, Value } from '../../kernel/rows.ts';
import type { Column } from '../../schema/define-table.ts';
import { tableNamed } from '../../schema/tables.ts';

/** Fails when a change could not be stored by every home as it stands: unknown columns, NULL where none is allowed, wrong kinds. */
export function assertStorable(changes: readonly RowChange[]): void {
  for (const change of changes) {
    if (change.op === 'delete') continue;
    const { columns } = tableNamed(change.table);
    const cells = change.op === 'insert' ? whole(change.row, columns) : change.set;
    for (const [name, value] of Object.entries(cells)) {
      if (name === 'id') continue;
      const column = columns[name];
      const problem = column ? problemOf(column, value) : 'is no column';
      if (problem) throw new Error(`${change.table}.${name} ${problem}: ${JSON.stringify(value)}`);
    }
  }
}

function whole(row: Row, columns: Readonly<Record<string, Column>>): Readonly<Record<string, Value>> {
  return { ...Object.fromEntries(Object.keys(columns).map((name) => [name, null])), ...row };
}

function problemOf(column: Column, value: Value): string | undefined {
  if (value === undefined) return 'is undefined';
  if (value === null) return column.nullable ? undefined : 'must not be NULL';
  switch (column.kind) {
    case 'id':
    case 'text':
      return typeof value === 'string' && !/\0|\p{Surrogate}/u.test(value) ? undefined : 'is no text';
    case 'enum':
      return column.values!.includes(String(value)) ? undefined : 'is none of the choices';
    case 'json':
      return typeof value === 'string' && JSON.stringify(JSON.parse(value)) === value ? undefined : 'is no JSON text';
    case 'time':
    case 'money':
    case 'int':
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? undefined : 'is no safe integer';
    case 'real':
      return Number.isFinite(value) && !Object.is(value, -0) ? undefined : 'is no number';
    case 'flag':
      return value === 0 || value === 1 ? undefined : 'is no flag';
  }
}
