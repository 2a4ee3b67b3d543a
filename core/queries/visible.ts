import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Predicate } from '../kernel/predicates.ts';
import type { SqlDialect } from '../kernel/read-sql.ts';
import type { Value } from '../kernel/rows.ts';

/** A condition as a piece of SQL that any Kysely builder takes in its `where`. */
export type Condition = RawBuilder<SqlBool>;

/**
 * Turns a kernel predicate into a condition, with the meaning it has in memory (core/kernel/predicates.ts): what compares
 * with NULL is false, so `not` of it is true.
 * @param alias the alias of the table that the predicate speaks of
 */
export function predicateExpression(predicate: Predicate, alias: string, dialect: SqlDialect): Condition {
  return expression(predicate, alias, dialect, 1);
}

function expression(predicate: Predicate, alias: string, dialect: SqlDialect, depth: number): Condition {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  switch (predicate.kind) {
    case 'always':
      return sql`true`;
    case 'never':
      return sql`false`;
    case 'compare':
      return sql`${column(predicate.column)} ${sql.raw(predicate.op)} ${predicate.value}`;
    case 'in':
      return isOneOf(column(predicate.column), predicate.values, dialect);
    case 'null':
      return sql`${column(predicate.column)} is null`;
    case 'after':
      return sql`(${sql.join(predicate.columns.map(column))}) > (${sql.join(predicate.values)})`;
    case 'all':
      return allOf(predicate.of.map((part) => expression(part, alias, dialect, depth)));
    case 'any':
      return anyOf(predicate.of.map((part) => expression(part, alias, dialect, depth)));
    case 'not':
      return sql`((${expression(predicate.of, alias, dialect, depth)}) is not true)`;
    case 'exists': {
      const inner = `v${depth}`;
      const [innerColumn, outerColumn] = predicate.on;
      const where = expression(predicate.where, inner, dialect, depth + 1);
      return sql`exists (select 1 from ${sql.table(predicate.table)} as ${sql.id(inner)} where ${sql.ref(`${inner}.${innerColumn}`)} = ${column(outerColumn)} and ${where})`;
    }
  }
}

/** Every condition holds; true when there is none. */
export function allOf(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`;
}

/** At least one condition holds; false when there is none. */
export function anyOf(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`;
}

/** The column holds one of the values. They travel as one parameter, so that the text does not grow with them. */
export function isOneOf(column: RawBuilder<unknown>, values: readonly Value[], dialect: SqlDialect): Condition {
  return dialect === 'sqlite'
    ? sql`${column} in (select value from json_each(${JSON.stringify(values)}))`
    : sql`${column} = any(${sql.val(values)})`;
}
