import { quoted, type SqlStatement } from '../kernel/read-sql.ts';
import type { Value } from '../kernel/rows.ts';
import { MOST_MATCHES, type TextSearch } from './define-query.ts';

/** Most rows looked at per trigram of a fuzzy search, newest first: common trigrams say little. */
const rowsPerTrigram = 5_000;

/** Share of the term's trigrams that a row must have for a fuzzy search to name it. */
const fuzzyShare = 0.4;

/**
 * Compiles a full-text search for SQLite (device and embedded server), over the FTS5 indexes of migrations/search.
 * @param index `incomplete` while it is being rebuilt: the texts themselves are then looked through, exactly
 */
export function textSearchToSqlite(search: TextSearch, index: 'complete' | 'incomplete' = 'complete'): SqlStatement {
  const trigrams = index === 'complete' ? [...new Set(wordsOf(search.term).flatMap(trigramsOf))] : [];
  return search.fuzzy && trigrams.length > 0 ? fuzzySearch(search, trigrams) : exactSearch(search, trigrams);
}

/**
 * A row matches when its text contains every word of the term, anywhere. Best first: the whole term at the beginning of a word,
 * then the whole term elsewhere, then its words apart; among equals the newest id. Of more
 * than MOST_MATCHES only the newest are ranked, so that a search for three common letters is as quick as any other.
 */
function exactSearch({ table, term, limit }: TextSearch, trigrams: readonly string[]): SqlStatement {
  const words = wordsOf(term);
  const indexed = trigrams.length > 0;
  const index = quoted(`${table}Search`);
  const from = indexed ? `${index} as s join ${quoted(table)} as t on t."rowKey" = s.rowid` : `${quoted(table)} as t`;
  // The index only narrows down (it stores no positions, and words under three letters have no trigram): the text decides.
  const conditions = [...(indexed ? [`${index} match ?`] : []), ...words.map(() => 'instr(t."searchText", ?) > 0')];
  const newest = `order by ${indexed ? 's.rowid' : 't."rowKey"'} desc limit ${MOST_MATCHES}`;
  const matches = `select t."id", t."searchText" from ${from} where ${conditions.join(' and ')} ${newest}`;
  const rank = `case when instr(' ' || "searchText", ?) > 0 then 0 when instr("searchText", ?) > 0 then 1 else 2 end`;
  const parameters: Value[] = [...words, ` ${words.join(' ')}`, words.join(' '), limit];
  return {
    sql: `select "id" from (${matches}) order by ${rank}, "id" desc limit ?`,
    parameters: indexed ? [trigrams.map(ftsString).join(' AND '), ...parameters] : parameters,
  };
}

/** Rows that share trigrams with the term, most first; among equals the newest id. */
function fuzzySearch({ table, limit }: TextSearch, trigrams: readonly string[]): SqlStatement {
  const index = quoted(`${table}Search`);
  const perTrigram = trigrams.map(
    () =>
      `select * from (select rowid from ${index} where ${index} match ? order by rowid desc limit ${rowsPerTrigram})`,
  );
  const shared = `select rowid, count(*) as shared from (${perTrigram.join(' union all ')}) group by rowid having shared >= ?`;
  const rows = `select t."id" from (${shared}) as s join ${quoted(table)} as t on t."rowKey" = s.rowid`;
  return {
    sql: `${rows} order by s.shared desc, t."id" desc limit ?`,
    parameters: [...trigrams.map(ftsString), Math.ceil(trigrams.length * fuzzyShare), limit],
  };
}

function wordsOf(term: string): string[] {
  return term.split(' ').filter((word) => word !== '');
}

/** The three-letter windows of a word, by code point as the tokenizer cuts them; none for a shorter word. */
function trigramsOf(word: string): string[] {
  const letters = [...word];
  return letters.slice(0, Math.max(0, letters.length - 2)).map((_, i) => letters.slice(i, i + 3).join(''));
}

function ftsString(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
