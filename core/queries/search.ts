import { sql } from 'kysely';
import { z } from 'zod';
import { normalizeText } from '../schema/normalize.ts';
import { defineQuery, rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';
import { leadName } from './lead-fields.ts';
import { keptLeads } from './lead-states.ts';
import { limitParam, termParam } from './params.ts';
import { namedIds, searchCondition } from './search-condition.ts';
import { searchLeads } from './search-leads.ts';
import { rankOf, ranks, snippetOf } from './search-ranking.ts';
import { hasId, holds, visibleLead, visibleOwnedRow } from './sql-parts.ts';
import { lettersIn, TRIGRAM, wordsOf } from './text-search.ts';
import { allOf } from './visible.ts';

export const searchKinds = ['lead', 'account', 'opportunity', 'note'] as const;
export type SearchKind = (typeof searchKinds)[number];

const params = z.strictObject({ term: termParam, limit: limitParam });

export type SearchHit = {
  readonly kind: SearchKind;
  readonly id: string;
  /** The lead to open: itself, a note's, the one an opportunity came from; null for an account. */
  readonly leadId: string | null;
  readonly title: string;
  /** Company, sector or whatever else tells namesakes apart; null when there is nothing. */
  readonly subtitle: string | null;
  /** The piece of a note that holds the term. */
  readonly snippet: string | null;
};

export type SearchHits = { readonly hits: readonly SearchHit[] };

type Ranked = SearchHit & { readonly rank: number };

/** What a term means, best first. Leads in the trash, and notes on them, are not found. */
export const search = defineQuery<z.output<typeof params>, SearchHits>({
  name: 'search',
  params,
  reads: ['leads', 'notes', 'accounts', 'opportunities'],
  *run({ term, limit }, env): QueryProgram<SearchHits> {
    const normalized = normalizeText(term);
    if (normalized === '') return { hits: [] };
    const found = [
      ...(yield* leadHits(normalized, limit, env)),
      ...(yield* accountHits(normalized, limit, env)),
      ...(yield* opportunityHits(normalized, limit, env)),
      ...(yield* noteHits(normalized, limit, env)),
    ];
    return { hits: shared(found, limit).map(({ rank: _, ...hit }) => hit) };
  },
});

/** Best first; no kind takes more than half of the list while another one has something to show. */
function shared(found: readonly Ranked[], limit: number): readonly Ranked[] {
  const sorted = found.toSorted((a, b) => a.rank - b.rank);
  const taken = new Map<SearchKind, number>();
  const first = sorted.filter((hit) => {
    const count = (taken.get(hit.kind) ?? 0) + 1;
    taken.set(hit.kind, count);
    return count <= Math.ceil(limit / 2);
  });
  const kept = new Set([...first.slice(0, limit), ...sorted.filter((hit) => !first.includes(hit))].slice(0, limit));
  return sorted.filter((hit) => kept.has(hit));
}

function* leadHits(term: string, limit: number, env: QueryEnv): QueryProgram<readonly Ranked[]> {
  return (yield* searchLeads(term, limit, env)).map(({ lead, name, rank }) => ({
    ...{ kind: 'lead', id: lead.id, leadId: lead.id, title: name, snippet: null, rank },
    subtitle: [lead.company, lead.email, lead.location].find((text) => text !== null && text !== name) ?? null,
  }));
}

function* accountHits(term: string, limit: number, env: QueryEnv): QueryProgram<readonly Ranked[]> {
  const { condition } = yield* searchCondition('accounts', term, 't', env);
  const matching = env.db
    .selectFrom('accounts as t')
    .select(['t.id', 't.name', 't.sortKey', 't.sector', 't.location'])
    .where(visibleOwnedRow(env, 'accounts', 't'))
    .where(condition)
    .orderBy(beginningFirst(term))
    .orderBy('t.sortKey')
    .orderBy('t.id')
    .limit(limit);
  return (yield* rowsOf(matching)).map((row) => ({
    ...{ kind: 'account', id: row.id, leadId: null, title: row.name, snippet: null },
    subtitle: row.sector ?? row.location,
    rank: rankOf(term, { names: [row.sortKey], company: '', email: '' }),
  }));
}

function* opportunityHits(term: string, limit: number, env: QueryEnv): QueryProgram<readonly Ranked[]> {
  const { condition } = yield* searchCondition('opportunities', term, 't', env);
  const matching = env.db
    .selectFrom('opportunities as t')
    .leftJoin('accounts as a', 'a.id', 't.accountId')
    .select(['t.id', 't.leadId', 't.name', 't.sortKey', 'a.name as accountName'])
    .where(visibleOwnedRow(env, 'opportunities', 't'))
    .where(condition)
    .orderBy(beginningFirst(term))
    .orderBy('t.sortKey')
    .orderBy('t.id')
    .limit(limit);
  return (yield* rowsOf(matching)).map((row) => ({
    ...{ kind: 'opportunity', id: row.id, leadId: row.leadId, title: row.name, snippet: null },
    subtitle: row.accountName,
    rank: rankOf(term, { names: [row.sortKey], company: '', email: '' }),
  }));
}

/** As a sort expression: names that begin with the term before those that hold it. */
const beginningFirst = (term: string) =>
  sql`case when substr(${sql.ref('t.sortKey')}, 1, ${lettersIn(term)}) = ${term} then 0 else 1 end`;

function* noteHits(term: string, limit: number, env: QueryEnv): QueryProgram<readonly Ranked[]> {
  const words = wordsOf(term);
  if (words.every((word) => lettersIn(word) < TRIGRAM)) return [];
  const ids = yield* namedIds('notes', words);
  const named = ids ? [hasId(env, 'n.id', ids)] : [];
  const newest = env.db
    .selectFrom('notes as n')
    .innerJoin('leads as l', 'l.id', 'n.leadId')
    .select(['n.id', 'n.leadId', 'n.body', 'l.firstName', 'l.lastName', 'l.company', 'l.email'])
    .where(allOf([...named, ...words.map((word) => holds(sql.ref('n.searchText'), word))]))
    .where(visibleLead(env, 'l'))
    .where(keptLeads('l'))
    // Ids begin with the time at which they were made.
    .orderBy('n.id', 'desc')
    .limit(limit);
  return (yield* rowsOf(newest)).map((row) => ({
    ...{ kind: 'note', id: row.id, leadId: row.leadId, title: leadName(row), rank: ranks.elsewhere },
    subtitle: row.company,
    snippet: snippetOf(row.body, words, normalizeText),
  }));
}
