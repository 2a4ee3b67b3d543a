import type { Predicate } from '../kernel/predicates.ts';
import type { Range, ReadProgram } from '../kernel/reads.ts';
import type { Row, RowChange, Value } from '../kernel/rows.ts';
import type { RowOf, TableName } from './tables.ts';

/** @returns the row, or undefined */
export function* get<T extends TableName>(table: T, id: string): ReadProgram<RowOf<T> | undefined> {
  const rows = yield { kind: 'get', table, id };
  return rows[0] as RowOf<T> | undefined;
}

/** @returns the rows that exist, in no particular order */
export function* getMany<T extends TableName>(table: T, ids: readonly string[]): ReadProgram<readonly RowOf<T>[]> {
  if (ids.length === 0) return [];
  return (yield { kind: 'getMany', table, ids }) as readonly RowOf<T>[];
}

/** @returns the rows of a range, in its order */
export function* range<T extends TableName>(table: T, of: Range): ReadProgram<readonly RowOf<T>[]> {
  return (yield { kind: 'range', table, range: of }) as readonly RowOf<T>[];
}

/** @returns the first row of a range, or undefined */
export function* first<T extends TableName>(table: T, of: Range): ReadProgram<RowOf<T> | undefined> {
  const rows = yield { kind: 'first', table, range: of };
  return rows[0] as RowOf<T> | undefined;
}

/** @returns how many rows of a table meet a condition */
export function* count(table: TableName, where: Predicate): ReadProgram<number> {
  const rows = yield { kind: 'count', table, where };
  return rows[0]!['count'] as number;
}

/** Cells of a new row: every column but the derived ones and `version`. */
export type NewRow<T extends TableName> = { readonly id: string } & { readonly [K in keyof RowOf<T>]?: RowOf<T>[K] };

/** An insert, typed by its table. Columns left out are NULL. */
export function insert<T extends TableName>(table: T, row: NewRow<T>): RowChange {
  return { op: 'insert', table, row: row as unknown as Row };
}

/** A patch, typed by its table. */
export function patch<T extends TableName>(table: T, id: string, set: Partial<RowOf<T>>): RowChange {
  return { op: 'patch', table, id, set: set as Record<string, Value> };
}

/** A deletion; the server leaves a tombstone. */
export function remove(table: TableName, id: string): RowChange {
  return { op: 'delete', table, id };
}
