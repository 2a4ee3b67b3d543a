import { sql } from 'kysely';
import { MOST_MATCHES, searchIds, type QueryEnv, type QueryProgram, type TextSearch } from './define-query.ts';
import { hasId, holds, holdsWord } from './sql-parts.ts';
import { lettersIn, TRIGRAM, wordsOf } from './text-search.ts';
import { allOf, type Condition } from './visible.ts';

/** A condition, and whether it names the few rows that can meet it. */
export type Narrowing = { readonly condition: Condition; readonly named: boolean };

/**
 * Rows whose search text holds every word of a term; words of one or two letters must begin a word of the name. What the
 * full-text index answers only shortens the way: the meaning is that of the plain conditions, the same in every home.
 * @param term blank means all
 * @param alias the alias of the table in the statement that takes the condition
 */
export function* searchCondition(
  table: 'leads' | 'accounts' | 'opportunities',
  term: string,
  alias: string,
  env: QueryEnv,
): QueryProgram<Narrowing> {
  const words = wordsOf(term);
  const [text, name] = [sql.ref(`${alias}.searchText`), sql.ref(`${alias}.sortKey`)];
  const conditions = words.map((word) => (lettersIn(word) < TRIGRAM ? holdsWord(name, word) : holds(text, word)));
  const ids = table === 'leads' ? yield* namedIds(table, words) : undefined;
  if (ids) return { condition: allOf([hasId(env, `${alias}.id`, ids), ...conditions]), named: true };
  return { condition: allOf(conditions), named: false };
}

/**
 * Asks the full-text index.
 * @param words normalized; those of one or two letters are not in the index
 * @returns ids of all rows that hold the other words; undefined where the index is no help or knows too many
 */
export function* namedIds(
  table: TextSearch['table'],
  words: readonly string[],
): QueryProgram<readonly string[] | undefined> {
  const indexed = words.filter((word) => lettersIn(word) >= TRIGRAM);
  if (indexed.length === 0) return undefined;
  const ids = yield* searchIds({ table, term: indexed.join(' '), limit: MOST_MATCHES });
  return ids.length < MOST_MATCHES ? ids : undefined;
}
