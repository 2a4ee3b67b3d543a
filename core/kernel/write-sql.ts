import { quoted, type SqlDialect, type SqlStatement } from './read-sql.ts';
import type { Row, Value } from './rows.ts';
import type { TableSpec } from './store.ts';

/**
 * An insert of one whole row. Its text depends on the table only.
 * @param conflict `fail` for a mutator's insert, `replace` for a row put whole
 */
export function insertSql(spec: TableSpec, row: Row, conflict: 'fail' | 'replace', dialect: SqlDialect): SqlStatement {
  const names = spec.columns.map(quoted).join(', ');
  const places = spec.columns.map((_, i) => (dialect === 'sqlite' ? '?' : `$${i + 1}`)).join(', ');
  const key = dialect === 'sqlite' ? '"id"' : '"orgId", "id"';
  const set = spec.columns
    .filter((name) => name !== 'id')
    .map((name) => `${quoted(name)} = excluded.${quoted(name)}`)
    .join(', ');
  const tail = conflict === 'replace' ? ` on conflict (${key}) do update set ${set}` : '';
  return {
    sql: `insert into ${quoted(spec.name)} (${names}) values (${places})${tail}`,
    parameters: spec.columns.map((name) => row[name] ?? null),
  };
}

/** An update of some columns of one row. */
export function updateSql(
  spec: TableSpec,
  rowId: string,
  set: Readonly<Record<string, Value>>,
  dialect: SqlDialect,
): SqlStatement {
  const names = spec.columns.filter((name) => name !== 'id' && Object.hasOwn(set, name));
  const place = (i: number): string => (dialect === 'sqlite' ? '?' : `$${i + 1}`);
  const assignments = names.map((name, i) => `${quoted(name)} = ${place(i)}`).join(', ');
  return {
    sql: `update ${quoted(spec.name)} set ${assignments} where "id" = ${place(names.length)}`,
    parameters: [...names.map((name) => set[name] ?? null), rowId],
  };
}

/** A deletion of one row. */
export function deleteSql(spec: TableSpec, rowId: string, dialect: SqlDialect): SqlStatement {
  return {
    sql: `delete from ${quoted(spec.name)} where "id" = ${dialect === 'sqlite' ? '?' : '$1'}`,
    parameters: [rowId],
  };
}

/** The cells in which two versions of a row differ. */
export function changedCells(before: Row, next: Row): Record<string, Value> {
  const changed: Record<string, Value> = {};
  for (const [name, value] of Object.entries(next)) {
    if ((before[name] ?? null) !== value) changed[name] = value;
  }
  return changed;
}
