import { sql } from 'kysely';
import type { RowOf } from '../schema/tables.ts';
import { normalizeText } from '../schema/normalize.ts';
import { rowsOf, searchIds, MOST_MATCHES, type QueryEnv, type QueryProgram } from './define-query.ts';
import { leadName } from './lead-fields.ts';
import { keptLeads } from './lead-filters.ts';
import { rankOf, ranks, typosIn, type Searched } from './search-ranking.ts';
import { beginsWith, hasId, holds, inPrefixRange, visibleLead } from './sql-parts.ts';
import { lettersIn, TRIGRAM, wordsOf } from './text-search.ts';
import { allOf, anyOf, type Condition } from './visible.ts';

/** Where the index knows too many rows, so many of the latest are ranked. */
const RANKED_OF_MANY = 200;
/** With fewer exact hits than this the term may hold a typo. */
const FEW_HITS = 5;
const SIMILAR_ROWS = 200;

const columns = ['l.id', 'l.firstName', 'l.lastName', 'l.company', 'l.email', 'l.location', 'l.updatedAt'] as const;
type FoundLead = Pick<RowOf<'leads'>, 'id' | 'firstName' | 'lastName' | 'company' | 'email' | 'location' | 'updatedAt'>;

export type RankedLead = { readonly lead: FoundLead; readonly name: string; readonly rank: number };

/**
 * Leads that a term means, best first.
 * @param term normalized, not empty
 */
export function* searchLeads(term: string, limit: number, env: QueryEnv): QueryProgram<readonly RankedLead[]> {
  const long = wordsOf(term).some((word) => lettersIn(word) >= TRIGRAM);
  const found = long ? yield* byFullText(term, limit, env) : yield* byBeginning(term, limit, env);
  const exact = found.map((lead) => ({ lead, name: leadName(lead), rank: rankOf(term, searchedOf(lead)) }));
  if (exact.length >= FEW_HITS || lettersIn(term) <= TRIGRAM) return exact.sort(bestFirst).slice(0, limit);
  const known = new Set(exact.map(({ lead }) => lead.id));
  const similar = (yield* bySimilarity(term, env)).filter(({ lead }) => !known.has(lead.id));
  return [...exact, ...similar].sort(bestFirst).slice(0, limit);
}

/** One or two letters are no trigram: beginnings of names, companies and addresses, one index after the other until there are enough. */
function* byBeginning(term: string, limit: number, env: QueryEnv): QueryProgram<readonly FoundLead[]> {
  const found = new Map<string, FoundLead>();
  const ways: Condition[] = [
    inPrefixRange(sql.ref('l.sortKey'), term),
    holds(sql.ref('l.sortKey'), ` ${term}`),
    anyOf(spellingsOf(term).map((spelling) => inPrefixRange(sql.ref('l.company'), spelling))),
    inPrefixRange(sql.ref('l.email'), term),
  ];
  for (const way of ways) {
    if (found.size >= limit) break;
    for (const lead of yield* leadsBySortKey(way, limit, env)) found.set(lead.id, lead);
  }
  return [...found.values()];
}

/** Companies stand in the index as people wrote them: "ac", "Ac", "AC", "aC". */
function spellingsOf(term: string): readonly string[] {
  const [first = '', ...rest] = [...term];
  const tail = rest.join('');
  const spellings = [first, first.toUpperCase()].flatMap((head) => [head + tail, head + tail.toUpperCase()]);
  return [...new Set(spellings)];
}

function* byFullText(term: string, limit: number, env: QueryEnv): QueryProgram<readonly FoundLead[]> {
  const words = wordsOf(term);
  const text = sql.ref('l.searchText');
  const allWords = allOf(words.map((word) => holds(text, word)));
  const indexed = words.filter((word) => lettersIn(word) >= TRIGRAM).join(' ');
  const ids = yield* searchIds({ table: 'leads', term: indexed, limit: MOST_MATCHES });
  if (ids.length < MOST_MATCHES) return yield* leadRows(allOf([hasId(env, 'l.id', ids), allWords]), env);
  const found = new Map<string, FoundLead>();
  const latest = visibleLeads(env).where(allWords).orderBy('l.updatedAt', 'desc').orderBy('l.id', 'desc');
  for (const lead of yield* leadsBySortKey(inPrefixRange(sql.ref('l.sortKey'), term), limit, env))
    found.set(lead.id, lead);
  for (const lead of yield* leadsBySortKey(beginsWith(text, term), limit, env)) found.set(lead.id, lead);
  for (const lead of yield* rowsOf(latest.limit(RANKED_OF_MANY))) found.set(lead.id, lead);
  return [...found.values()];
}

function* bySimilarity(term: string, env: QueryEnv): QueryProgram<readonly RankedLead[]> {
  const indexed = wordsOf(term)
    .filter((word) => lettersIn(word) >= TRIGRAM)
    .join(' ');
  if (indexed === '') return [];
  const ids = yield* searchIds({ table: 'leads', term: indexed, limit: SIMILAR_ROWS, fuzzy: true });
  return (yield* leadRows(hasId(env, 'l.id', ids), env)).flatMap((lead) => {
    const typos = typosIn(term, searchedOf(lead));
    return typos === undefined ? [] : [{ lead, name: leadName(lead), rank: ranks.similar + typos }];
  });
}

/** The leads that a search may find: visible and not in the trash. */
const visibleLeads = (env: QueryEnv) =>
  env.db.selectFrom('leads as l').select(columns).where(visibleLead(env, 'l')).where(keptLeads('l'));

function* leadRows(where: Condition, env: QueryEnv): QueryProgram<readonly FoundLead[]> {
  return yield* rowsOf(visibleLeads(env).where(where));
}

function* leadsBySortKey(where: Condition, limit: number, env: QueryEnv): QueryProgram<readonly FoundLead[]> {
  return yield* rowsOf(visibleLeads(env).where(where).orderBy('l.sortKey').orderBy('l.id').limit(limit));
}

function searchedOf(lead: FoundLead): Searched {
  const [first, last] = [normalizeText(lead.firstName ?? ''), normalizeText(lead.lastName ?? '')];
  const company = normalizeText(lead.company ?? '');
  const names = [`${first} ${last}`.trim(), `${last} ${first}`.trim()].filter((name) => name !== '');
  return { names: names.length > 0 ? names : [company], company, email: lead.email ?? '' };
}

/** Among equals what changed last. */
function bestFirst(a: RankedLead, b: RankedLead): number {
  return a.rank - b.rank || b.lead.updatedAt - a.lead.updatedAt || (a.lead.id < b.lead.id ? 1 : -1);
}
