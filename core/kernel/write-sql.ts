import { quoted, type SqlStatement } from './read-sql.ts';
import type { Row, Value } from './rows.ts';
import type { TableSpec } from './store.ts';

/** The kernel's writes as SQLite statements. (PostgreSQL's store writes many rows at once, with statements of its own.) */

const insertTexts = new WeakMap<TableSpec, string>();

/** An insert of one whole new row. Its text depends on the table only and is made once. */
export function insertSql(spec: TableSpec, row: Row): SqlStatement {
  const sql = insertTexts.get(spec) ?? insertText(spec);
  insertTexts.set(spec, sql);
  return { sql, parameters: spec.columns.map((name) => row[name] ?? null) };
}

function insertText(spec: TableSpec): string {
  const names = spec.columns.map(quoted).join(', ');
  const places = spec.columns.map(() => '?').join(', ');
  return `insert into ${quoted(spec.name)} (${names}) values (${places})`;
}

/** An update of some columns of one row. */
export function updateSql(spec: TableSpec, rowId: string, set: Readonly<Record<string, Value>>): SqlStatement {
  const names = spec.columns.filter((name) => name !== 'id' && Object.hasOwn(set, name));
  const assignments = names.map((name) => `${quoted(name)} = ?`).join(', ');
  return {
    sql: `update ${quoted(spec.name)} set ${assignments} where "id" = ?`,
    parameters: [...names.map((name) => set[name] ?? null), rowId],
  };
}

/** A deletion of one row. */
export function deleteSql(spec: TableSpec, rowId: string): SqlStatement {
  return { sql: `delete from ${quoted(spec.name)} where "id" = ?`, parameters: [rowId] };
}

/** The cells in which two versions of a row differ. */
export function changedCells(before: Row, next: Row): Record<string, Value> {
  const changed: Record<string, Value> = {};
  for (const [name, value] of Object.entries(next)) {
    if ((before[name] ?? null) !== value) changed[name] = value;
  }
  return changed;
}
