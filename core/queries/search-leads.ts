import { sql } from 'kysely';
import type { RowOf } from '../schema/tables.ts';
import { normalizeText } from '../schema/normalize.ts';
import { rowsOf, searchIds, type QueryEnv, type QueryProgram } from './define-query.ts';
import { leadName } from './lead-fields.ts';
import { byState, keptLeads, keptStates } from './lead-states.ts';
import { namedIds } from './search-condition.ts';
import { rankOf, ranks, typosIn, type Searched } from './search-ranking.ts';
import { hasId, holds, inPrefixRange, visibleLead } from './sql-parts.ts';
import { lettersIn, TRIGRAM, wordsOf } from './text-search.ts';
import { allOf, anyOf } from './visible.ts';

/** Where the full-text index knows too many rows, names decide, and so many of the leads that changed last. */
const RANKED_OF_MANY = 200;
/** With fewer exact hits than this the term may hold a typo. */
const FEW_HITS = 5;
const SIMILAR_ROWS = 200;
const COMPARED_NAMES = 4_000;

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
  if (exact.length >= FEW_HITS || lettersIn(term) <= TRIGRAM) return exact.toSorted(bestFirst).slice(0, limit);
  const known = new Set(exact.map(({ lead }) => lead.id));
  const similar = (yield* bySimilarity(term, env)).filter(({ lead }) => !known.has(lead.id));
  return [...exact, ...similar].toSorted(bestFirst).slice(0, limit);
}

/** One or two letters are no trigram: beginnings of names, companies and addresses, one index after the other until there are enough. */
function* byBeginning(term: string, limit: number, env: QueryEnv): QueryProgram<readonly FoundLead[]> {
  const found = yield* byName(term, limit, env);
  const company = anyOf(spellingsOf(term).map((spelling) => inPrefixRange(sql.ref('l.company'), spelling)));
  for (const way of [company, inPrefixRange(sql.ref('l.email'), term)]) {
    if (found.size >= limit) break;
    const rows = visibleLeads(env).where(keptLeads('l')).where(way).orderBy('l.sortKey').orderBy('l.id').limit(limit);
    for (const lead of yield* rowsOf(rows)) found.set(lead.id, lead);
  }
  return [...found.values()];
}

/** Leads of whose name a word begins with the term, the last name's first, archived ones last; by lead. */
function* byName(term: string, limit: number, env: QueryEnv): QueryProgram<Map<string, FoundLead>> {
  const found = new Map<string, FoundLead>();
  const sortKey = sql.ref('l.sortKey');
  for (const state of keptStates) {
    for (const way of [inPrefixRange(sortKey, term), holds(sortKey, ` ${term}`)]) {
      if (found.size >= limit) return found;
      const rows = visibleLeads(env)
        .where(byState([state], 'l'))
        .where(way)
        .orderBy('l.sortKey')
        .orderBy('l.id');
      for (const lead of yield* rowsOf(rows.limit(limit))) found.set(lead.id, lead);
    }
  }
  return found;
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
  const allWords = allOf(words.map((word) => holds(sql.ref('l.searchText'), word)));
  const ids = yield* namedIds('leads', words);
  if (ids)
    return yield* rowsOf(
      visibleLeads(env)
        .where(hasId(env, 'l.id', ids))
        .where(keptLeads('l'))
        .where(allWords),
    );
  const found = yield* byName(term, limit, env);
  const latest = visibleLeads(env)
    .where(byState(['active'], 'l'))
    .where(allWords);
  const rows = latest.orderBy('l.updatedAt', 'desc').orderBy('l.id', 'desc').limit(RANKED_OF_MANY);
  for (const lead of yield* rowsOf(rows)) found.set(lead.id, lead);
  return [...found.values()];
}

/** Leads whose name, company or address holds the term with a typo or two. */
function* bySimilarity(term: string, env: QueryEnv): QueryProgram<readonly RankedLead[]> {
  const longest = wordsOf(term).reduce((a, b) => (lettersIn(b) > lettersIn(a) ? b : a));
  if (lettersIn(longest) <= TRIGRAM) return [];
  const ids = new Set(yield* searchIds({ table: 'leads', term: longest, limit: SIMILAR_ROWS, fuzzy: true }));
  for (const id of yield* bySimilarName(term, longest, env)) ids.add(id);
  const rows = yield* rowsOf(
    visibleLeads(env)
      .where(hasId(env, 'l.id', [...ids]))
      .where(keptLeads('l')),
  );
  return rows.flatMap((lead) => {
    const typos = typosIn(term, searchedOf(lead));
    return typos === undefined ? [] : [{ lead, name: leadName(lead), rank: ranks.similar + typos }];
  });
}

/**
 * Two letters swapped in a short word leave hardly a trigram of it; people mostly get the first two right, though. Names
 * that begin with them are read from their index and compared.
 */
function* bySimilarName(term: string, word: string, env: QueryEnv): QueryProgram<readonly string[]> {
  const beginning = [...word].slice(0, 2).join('');
  const sortKey = sql.ref('l.sortKey');
  const similar: string[] = [];
  for (const way of [inPrefixRange(sortKey, beginning), holds(sortKey, ` ${beginning}`)]) {
    const names = env.db.selectFrom('leads as l').select(['l.id', 'l.sortKey']).where(visibleLead(env, 'l'));
    const active = names
      .where(byState(['active'], 'l'))
      .where(way)
      .orderBy('l.sortKey')
      .orderBy('l.id');
    for (const { id, sortKey: name } of yield* rowsOf(active.limit(COMPARED_NAMES))) {
      if (typosIn(term, { names: [name], company: '', email: '' }) !== undefined) similar.push(id);
    }
  }
  return similar.slice(0, SIMILAR_ROWS);
}

const visibleLeads = (env: QueryEnv) => env.db.selectFrom('leads as l').select(columns).where(visibleLead(env, 'l'));

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
