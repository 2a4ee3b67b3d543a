import type { SqlStatement } from '../../../core/kernel/read-sql.ts';
import type { TextSearch } from '../../../core/queries/define-query.ts';
import { escapeLike, likePatterns, trigramsOf } from '../../../core/queries/text-search.ts';

/** Share of the term's trigrams that a row must have for a fuzzy search to name it; the same on SQLite. */
const fuzzyShare = 0.4;

/** Compiles a full-text search into a call of the function that search-setup.ts makes. */
export function textSearchToPostgres(search: TextSearch): SqlStatement {
  const { table, term, limit } = search;
  const trigrams = search.fuzzy ? wordTrigrams(term) : [];
  const fuzzy = trigrams.length > 0;
  const patterns = fuzzy ? trigrams.map((trigram) => `%${escapeLike(trigram)}%`) : likePatterns({ term });
  const needed = fuzzy ? Math.ceil(trigrams.length * fuzzyShare) : patterns.length;
  return {
    sql: 'select "id" from outpost_search($1, $2::text[], $3, $4, $5)',
    parameters: [table, patterns, term, needed, limit],
  };
}

/** Trigrams within words: those that the indexes of both databases hold. */
function wordTrigrams(term: string): string[] {
  return [...new Set(term.split(' ').flatMap(trigramsOf))].filter((trigram) => !trigram.includes(' '));
}
