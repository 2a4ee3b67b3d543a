import { quoted, type SqlStatement } from '../../../core/kernel/read-sql.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import type { TableSpec } from '../../../core/kernel/store.ts';
import { StoreError } from '../store-error.ts';

/** SQL types of a table's columns by name, as the database has them. */
export type ColumnTypes = ReadonlyMap<string, string>;

/**
 * Writes many rows with one statement, whose text does not depend on how many: each column travels as one array.
 * @param conflict `fail` for a mutator's insert, `replace` for a row put whole
 */
export function insertManySql(
  spec: TableSpec,
  types: ColumnTypes,
  rows: readonly Row[],
  conflict: 'fail' | 'replace',
): SqlStatement {
  const names = spec.columns.map(quoted).join(', ');
  const set = assignments(spec, 'excluded');
  const tail = conflict === 'replace' ? ` on conflict ("orgId", "id") do update set ${set}` : '';
  return {
    sql: `insert into ${quoted(spec.name)} (${names}) select * from ${unnested(spec, types)}${tail}`,
    parameters: columnArrays(spec, rows),
  };
}

/** Overwrites many existing rows with one statement. */
export function updateManySql(spec: TableSpec, types: ColumnTypes, rows: readonly Row[]): SqlStatement {
  const names = spec.columns.map(quoted).join(', ');
  return {
    sql: `update ${quoted(spec.name)} as t set ${assignments(spec, 'v')} from ${unnested(spec, types)} as v (${names}) where t."id" = v."id"`,
    parameters: columnArrays(spec, rows),
  };
}

/** Deletes many rows with one statement. */
export function deleteManySql(spec: TableSpec, ids: readonly string[]): SqlStatement {
  return { sql: `delete from ${quoted(spec.name)} where "id" = any($1)`, parameters: [ids] };
}

/** @throws StoreError INVALID_VALUE for a text with a NUL character, which PostgreSQL cannot hold */
export function assertStorable(spec: TableSpec, row: Row): void {
  for (const column of spec.columns) {
    const value = row[column];
    if (typeof value === 'string' && value.includes('\0')) {
      throw new StoreError('INVALID_VALUE', `${spec.name}.${column} of row ${row.id} contains a NUL character`);
    }
  }
}

function assignments(spec: TableSpec, from: string): string {
  return spec.columns
    .filter((name) => name !== 'id')
    .map((name) => `${quoted(name)} = ${from}.${quoted(name)}`)
    .join(', ');
}

function unnested(spec: TableSpec, types: ColumnTypes): string {
  const arrays = spec.columns.map((name, i) => `$${i + 1}::${types.get(name)!}[]`);
  return `unnest(${arrays.join(', ')})`;
}

function columnArrays(spec: TableSpec, rows: readonly Row[]): SqlStatement['parameters'] {
  return spec.columns.map((name) => rows.map((row) => row[name] ?? null));
}
