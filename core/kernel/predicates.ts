import type { Row, Value } from './rows.ts';

/**
 * A condition on a row that the memory store evaluates and the SQL stores compile (predicate-sql.ts), so that a rule such as
 * "who sees a lead" is written once. NULL never equals and never compares, as in SQL.
 */
export type Predicate =
  | { readonly kind: 'always' }
  | { readonly kind: 'never' }
  | {
      readonly kind: 'compare';
      readonly column: string;
      readonly op: '=' | '<' | '<=' | '>' | '>=';
      readonly value: Value;
    }
  | { readonly kind: 'in'; readonly column: string; readonly values: readonly Value[] }
  | { readonly kind: 'null'; readonly column: string }
  | { readonly kind: 'after'; readonly columns: readonly string[]; readonly values: readonly Value[] }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Predicate[] }
  | { readonly kind: 'not'; readonly of: Predicate }
  | {
      readonly kind: 'exists';
      readonly table: string;
      /** [column of the inner table, column of the outer row] that must be equal. */
      readonly on: readonly [inner: string, outer: string];
      readonly where: Predicate;
    };

export const always: Predicate = { kind: 'always' };
export const never: Predicate = { kind: 'never' };
export const eq = (column: string, value: Value): Predicate =>
  value === null ? { kind: 'null', column } : { kind: 'compare', column, op: '=', value };
export const lt = (column: string, value: Value): Predicate => ({ kind: 'compare', column, op: '<', value });
export const lte = (column: string, value: Value): Predicate => ({ kind: 'compare', column, op: '<=', value });
export const gt = (column: string, value: Value): Predicate => ({ kind: 'compare', column, op: '>', value });
export const gte = (column: string, value: Value): Predicate => ({ kind: 'compare', column, op: '>=', value });
export const isIn = (column: string, values: readonly Value[]): Predicate =>
  values.length === 0 ? never : { kind: 'in', column, values };
export const isNull = (column: string): Predicate => ({ kind: 'null', column });
export const not = (of: Predicate): Predicate => ({ kind: 'not', of });
/** Keyset paging: rows whose tuple of columns comes after the given one in ascending order. */
export const after = (columns: readonly string[], values: readonly Value[]): Predicate => ({
  kind: 'after',
  columns,
  values,
});
export const exists = (table: string, on: readonly [string, string], where: Predicate = always): Predicate => ({
  kind: 'exists',
  table,
  on,
  where,
});

/** Conjunction; drops `always`, collapses on `never`. */
export function all(...of: readonly Predicate[]): Predicate {
  const rest = of.filter((p) => p.kind !== 'always');
  if (rest.some((p) => p.kind === 'never')) return never;
  if (rest.length === 0) return always;
  return rest.length === 1 ? rest[0]! : { kind: 'all', of: rest };
}

/** Disjunction; drops `never`, collapses on `always`. */
export function any(...of: readonly Predicate[]): Predicate {
  const rest = of.filter((p) => p.kind !== 'never');
  if (rest.some((p) => p.kind === 'always')) return always;
  if (rest.length === 0) return never;
  return rest.length === 1 ? rest[0]! : { kind: 'any', of: rest };
}

/** Three-way comparison of two non-null cells of one column; text by code unit, as SQLite's BINARY and PostgreSQL's "C" do for ASCII. */
export function compareValues(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

/** Rows of another table whose column equals a value; what `exists` needs to be evaluated in memory. */
export type RowLookup = (table: string, column: string, value: Value) => Iterable<Row>;

/**
 * Evaluates a predicate on a row in memory.
 * @param lookup finds rows of other tables for `exists`
 */
export function matches(predicate: Predicate, row: Row, lookup: RowLookup): boolean {
  switch (predicate.kind) {
    case 'always':
      return true;
    case 'never':
      return false;
    case 'compare':
      return matchesComparison(predicate.op, row[predicate.column] ?? null, predicate.value);
    case 'in':
      return predicate.values.includes(row[predicate.column] ?? null) && (row[predicate.column] ?? null) !== null;
    case 'null':
      return (row[predicate.column] ?? null) === null;
    case 'after':
      return isAfter(row, predicate.columns, predicate.values);
    case 'all':
      return predicate.of.every((p) => matches(p, row, lookup));
    case 'any':
      return predicate.of.some((p) => matches(p, row, lookup));
    case 'not':
      return !matches(predicate.of, row, lookup);
    case 'exists': {
      const outer = row[predicate.on[1]] ?? null;
      if (outer === null) return false;
      for (const inner of lookup(predicate.table, predicate.on[0], outer)) {
        if (matches(predicate.where, inner, lookup)) return true;
      }
      return false;
    }
  }
}

function matchesComparison(op: '=' | '<' | '<=' | '>' | '>=', left: Value, right: Value): boolean {
  if (left === null || right === null) return false;
  const order = compareValues(left, right);
  switch (op) {
    case '=':
      return order === 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function isAfter(row: Row, columns: readonly string[], values: readonly Value[]): boolean {
  for (const [i, column] of columns.entries()) {
    const order = compareValues(row[column] ?? null, values[i] ?? null);
    if (order !== 0) return order > 0;
  }
  return false;
}
