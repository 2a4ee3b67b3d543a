import { sql } from 'kysely';
import { MOST_MATCHES, searchIds, type QueryEnv, type QueryProgram } from './define-query.ts';
import { hasId, holds, holdsWord } from './sql-parts.ts';
import { lettersIn, TRIGRAM, wordsOf } from './text-search.ts';
import { allOf, type Condition } from './visible.ts';

/**
 * Rows whose search text holds every word of a term; words of one or two letters must begin one of its words. What the
 * full-text index answers only shortens the way (and where it knows too many rows, it is no use): the meaning is that of the
 * plain conditions, the same in every home.
 * @param alias the alias of the table in the statement that takes the condition
 */
export function* searchCondition(
  table: 'leads' | 'accounts' | 'opportunities',
  term: string,
  alias: string,
  env: QueryEnv,
): QueryProgram<Condition> {
  const words = wordsOf(term);
  const text = sql.ref(`${alias}.searchText`);
  const conditions = words.map((word) => (lettersIn(word) < TRIGRAM ? holdsWord(text, word) : holds(text, word)));
  const indexed = words.filter((word) => lettersIn(word) >= TRIGRAM);
  if (table === 'leads' && indexed.length > 0) {
    const ids = yield* searchIds({ table, term: indexed.join(' '), limit: MOST_MATCHES });
    if (ids.length < MOST_MATCHES) conditions.unshift(hasId(env, `${alias}.id`, ids));
  }
  return allOf(conditions);
}
