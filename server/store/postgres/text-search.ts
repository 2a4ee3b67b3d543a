import type { SqlStatement } from '../../../core/kernel/read-sql.ts';
import type { TextSearch } from '../../../core/queries/define-query.ts';
import { likePatterns } from '../../../core/queries/text-search.ts';

/** Compiles a full-text search into a call of the function that search-setup.ts makes. */
export function textSearchToPostgres(search: TextSearch): SqlStatement {
  return {
    sql: 'select "id" from outpost_search($1, $2::text[], $3, $4, $5)',
    parameters: [search.table, likePatterns(search), search.term, search.fuzzy ? 1 : 0, search.limit],
  };
}
