import type { Predicate } from '../../../core/kernel/predicates.ts';
import type { Value } from '../../../core/kernel/rows.ts';

/** A column that every row of a range must have one of these values in. */
export type Pin = { readonly column: string; readonly values: readonly Value[] };

/** @returns every condition of a predicate that ties a column to listed values, the primary key first */
export function pinsOf(where: Predicate): readonly Pin[] {
  const parts = where.kind === 'all' ? where.of : [where];
  const pins = parts.flatMap((part) => pinOf(part) ?? []);
  return pins.toSorted((a, b) => Number(b.column === 'id') - Number(a.column === 'id'));
}

/** @returns the pin that the predicate consists of, if it says nothing else */
export function pinOf(part: Predicate): Pin | undefined {
  if (part.kind === 'compare' && part.op === '=' && part.value !== null) {
    return { column: part.column, values: [part.value] };
  }
  if (part.kind === 'in') return { column: part.column, values: part.values.filter((value) => value !== null) };
  return undefined;
}

/** @returns the tables that a predicate looks into beside its own */
export function tablesWithin(where: Predicate): readonly string[] {
  switch (where.kind) {
    case 'all':
    case 'any':
      return where.of.flatMap(tablesWithin);
    case 'not':
      return tablesWithin(where.of);
    case 'exists':
      return [where.table, ...tablesWithin(where.where)];
    default:
      return [];
  }
}
