import { sql, type RawBuilder } from 'kysely';
import { storedColumns } from '../schema/define-table.ts';
import { domainTables, type DomainTableName, type RowOf } from '../schema/tables.ts';
import type { QueryEnv } from './define-query.ts';
import { escapeLike } from './text-search.ts';
import { anyOf, isOneOf, predicateExpression, type Condition } from './visible.ts';

/**
 * PostgreSQL answers COUNT and SUM with int8 and numeric, which its driver gives as text, and SQLite refuses a SUM beyond
 * 64 bits. Doubles are numbers everywhere and exact to 2^53, as JavaScript's.
 */
export const countOf = (): RawBuilder<number> => sql<number>`cast(count(*) as double precision)`;

/** Sum of an integer expression; 0 of no rows. */
export const sumOf = (of: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`coalesce(sum(cast(${of} as double precision)), 0)`;

/** How many rows meet a condition. */
export const countIf = (condition: Condition): RawBuilder<number> =>
  sql<number>`cast(count(case when ${condition} then 1 end) as double precision)`;

/** The column's text begins with this. Columns hold normalized text, so case does not matter. */
export const beginsWith = (column: RawBuilder<unknown>, text: string): Condition =>
  sql`${column} like ${`${escapeLike(text)}%`} escape '\\'`;

/** The column's text holds this somewhere. */
export const holds = (column: RawBuilder<unknown>, text: string): Condition =>
  sql`${column} like ${`%${escapeLike(text)}%`} escape '\\'`;

/** One of the words in the column's normalized text begins with this. */
export const holdsWord = (column: RawBuilder<unknown>, text: string): Condition =>
  anyOf([beginsWith(column, text), holds(column, ` ${text}`)]);

/** The highest code point: no text that begins with a prefix sorts behind prefix + this, byte by byte. */
const LAST_LETTER = '\u{10FFFF}';

/** `beginsWith` as a range, which an index on the column answers (a bound pattern of LIKE does not use it). */
export const inPrefixRange = (column: RawBuilder<unknown>, text: string): Condition =>
  sql`(${column} >= ${text} and ${column} < ${text + LAST_LETTER})`;

/** NULL last in either direction, in every home. */
export const nullsLast = (column: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`case when ${column} is null then 1 else 0 end`;

/** Which leads exist for the caller. */
export const visibleLead = (env: QueryEnv, alias: string): Condition =>
  predicateExpression(env.visibleLeads, alias, env.dialect);

/** Which rows with an owner of their own exist for the caller. */
export const visibleOwnedRow = (
  env: QueryEnv,
  table: 'accounts' | 'contacts' | 'opportunities',
  alias: string,
): Condition => predicateExpression(env.visibleOwned(table), alias, env.dialect);

/** The column holds one of these ids. */
export const hasId = (env: QueryEnv, column: string, ids: readonly string[]): Condition =>
  isOneOf(sql.ref(column), ids, env.dialect);

/** A row without its derived columns (sort keys, search texts), which no screen shows. */
export type StoredRow<T extends DomainTableName> = Omit<RowOf<T>, 'sortKey' | 'searchText'>;

/** A table's stored columns for a `select`: never `*`, because the homes add columns of their own. */
export function columnsOf<T extends DomainTableName, A extends string>(
  table: T,
  alias: A,
): `${A}.${keyof StoredRow<T> & string}`[] {
  return storedColumns(domainTables[table]).map(
    (name) => `${alias}.${name}`,
  ) as `${A}.${keyof StoredRow<T> & string}`[];
}
