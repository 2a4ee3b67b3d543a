import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { builtInPriorities } from '../domain/priority/priorities.ts';
import type { RowOf } from '../schema/tables.ts';
import { defineQuery, rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';
import { leadName, textsIn } from './lead-fields.ts';
import { leadCondition, leadFilters } from './lead-filters.ts';
import { scoreExpression, scoreReads, scoresOf, scoringOf, type LeadScore } from './lead-score.ts';
import { limitParam, offsetParam, sortDirParam } from './params.ts';
import { countOf, hasId, nullsLast } from './sql-parts.ts';
import type { Condition } from './visible.ts';

export const leadSortKeys = [
  'name',
  'createdAt',
  'updatedAt',
  'stageSince',
  'lastContactedAt',
  'valueMinor',
  'priority',
  'company',
  'email',
  'stage',
  'score',
] as const;

const params = z.strictObject({
  filters: leadFilters,
  sortBy: z.enum(leadSortKeys),
  sortDir: sortDirParam,
  offset: offsetParam,
  limit: limitParam,
});

const listColumns = [
  'l.id',
  'l.version',
  'l.slug',
  'l.firstName',
  'l.lastName',
  'l.company',
  'l.title',
  'l.position',
  'l.email',
  'l.location',
  'l.pipelineId',
  'l.stageId',
  'l.stageSince',
  'l.status',
  'l.state',
  'l.priority',
  'l.valueMinor',
  'l.currency',
  'l.sourceId',
  'l.teamId',
  'l.assigneeId',
  'l.contactId',
  'l.accountId',
  'l.utmCampaign',
  'l.lastContactedAt',
  'l.convertedAt',
  'l.duplicateOfId',
  'l.createdAt',
  'l.createdBy',
  'l.updatedAt',
] as const;

type ListColumn = (typeof listColumns)[number] extends `l.${infer Name}` ? Name : never;

/** A lead as lists show it; `workspace` gives names to its ids. */
export type LeadListItem = Pick<RowOf<'leads'>, ListColumn & keyof RowOf<'leads'>> & {
  /** What it is called: person, else company, else address. */
  readonly name: string;
  readonly phones: readonly string[];
  readonly businessIds: readonly string[];
} & LeadScore;

export type LeadList = { readonly items: readonly LeadListItem[]; readonly total: number };

/** One page of leads and how many there are in all. */
export const leadList = defineQuery<z.output<typeof params>, LeadList>({
  name: 'leadList',
  params,
  reads: ['leadBusinesses', 'stages', 'leadPriorities', ...scoreReads],
  *run({ filters, sortBy, sortDir, offset, limit }, env): QueryProgram<LeadList> {
    const where = yield* leadCondition(filters, 'l', env);
    const total = (yield* rowsOf(env.db.selectFrom('leads as l').select(countOf().as('total')).where(where)))[0]!.total;
    if (offset >= total) return { items: [], total };
    const isFiltered = Object.keys(filters).some((name) => name !== 'state');
    const few = isFiltered && (offset + limit) * DENSE_ENOUGH > total ? total : null;
    const page = { sortDir, offset, limit };
    const ids =
      sortBy === 'score'
        ? yield* pageByScore(where, page, env)
        : yield* pageOfIds(where, { ...page, sortBy }, few, env);
    return { items: yield* leadListItems(ids, env), total };
  },
});

type Place = Pick<z.output<typeof params>, 'sortDir' | 'offset' | 'limit'>;
type Page = Place & { readonly sortBy: Exclude<z.output<typeof params>['sortBy'], 'score'> };

/** Where less than one lead in so many would be met on the way to a page, the matches are sorted instead. */
const DENSE_ENOUGH = 20;

/**
 * The page's ids. Usually the order is walked in an index and the matches are picked up on the way; where there are few
 * matches, they are found first and sorted then, which the inner limit makes the planner do.
 */
function* pageOfIds(where: Condition, page: Page, few: number | null, env: QueryEnv): QueryProgram<readonly string[]> {
  const matching = env.db
    .selectFrom('leads as l')
    .select(['l.id', ...sortColumns(page)])
    .where(where);
  const from = few === null ? matching : env.db.selectFrom(matching.limit(few).as('l')).select('l.id');
  const sorted = [...sortExpressions(page), sql`${sql.ref('l.id')} ${sql.raw(page.sortDir)}`];
  const ordered = sorted.reduce((builder, key) => builder.orderBy(key), from as typeof matching);
  const rows = yield* rowsOf(ordered.limit(page.limit).offset(page.offset));
  return rows.map((row) => row.id);
}

/** No index holds a score: those of all matches are computed, then sorted. */
function* pageByScore(where: Condition, page: Place, env: QueryEnv): QueryProgram<readonly string[]> {
  const scoring = yield* scoringOf(env);
  const scored = env.db
    .selectFrom('leads as l')
    .select(['l.id', scoreExpression(scoring, 'l', env).as('score')])
    .where(where);
  const sorted = env.db.selectFrom(scored.as('s')).select('s.id').orderBy('s.score', page.sortDir);
  const rows = yield* rowsOf(sorted.orderBy('s.id', page.sortDir).limit(page.limit).offset(page.offset));
  return rows.map((row) => row.id);
}

/** Rows of leads in the order of their ids; ids that are gone are left out. */
export function* leadListItems(ids: readonly string[], env: QueryEnv): QueryProgram<readonly LeadListItem[]> {
  if (ids.length === 0) return [];
  const columns = [...listColumns, 'l.phones'] as const;
  const rows = yield* rowsOf(
    env.db
      .selectFrom('leads as l')
      .select(columns)
      .where(hasId(env, 'l.id', ids)),
  );
  const businesses = yield* businessIdsOf(ids, env);
  const scores = yield* scoresOf(ids, env);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const own = { name: leadName(row), phones: textsIn(row.phones), businessIds: businesses.get(id) ?? [] };
    return [{ ...row, ...own, ...scores.get(id)! }];
  });
}

/** The businesses of some leads, by lead. */
export function* businessIdsOf(
  leadIds: readonly string[],
  env: QueryEnv,
): QueryProgram<ReadonlyMap<string, readonly string[]>> {
  const rows = yield* rowsOf(
    env.db
      .selectFrom('leadBusinesses as b')
      .select(['b.leadId', 'b.businessId'])
      .where(hasId(env, 'b.leadId', leadIds))
      .orderBy('b.businessId'),
  );
  const byLead = new Map<string, string[]>();
  for (const { leadId, businessId } of rows) {
    const ids = byLead.get(leadId);
    if (ids) ids.push(businessId);
    else byLead.set(leadId, [businessId]);
  }
  return byLead;
}

const ownRank = sql`(select ${sql.ref('p.rank')} from ${sql.table('leadPriorities')} as p where ${sql.ref('p.key')} = ${sql.ref('l.priority')})`;
const usualRank = sql`case ${sql.ref('l.priority')} ${sql.join(
  builtInPriorities.map(({ key, rank }) => sql`when ${sql.lit(key)} then ${sql.lit(rank)}`),
  sql` `,
)} else 0 end`;
const priorityRank = sql`coalesce(${ownRank}, ${usualRank})`;
const stagePosition = sql`(select ${sql.ref('s.position')} from stages as s where ${sql.ref('s.id')} = ${sql.ref('l.stageId')})`;

function sortColumns({
  sortBy,
}: Page): ('l.sortKey' | 'l.stageId' | `l.${Exclude<Page['sortBy'], 'name' | 'stage'>}`)[] {
  if (sortBy === 'name') return ['l.sortKey'];
  return [sortBy === 'stage' ? 'l.stageId' : `l.${sortBy}`];
}

/** NULL last in both directions; texts by their bytes in lower case, so that the homes agree. */
function sortExpressions({ sortBy, sortDir }: Page): RawBuilder<unknown>[] {
  const direction = sql.raw(sortDir);
  const column = sql.ref(sortBy === 'name' ? 'l.sortKey' : `l.${sortBy}`);
  switch (sortBy) {
    case 'priority':
      return [sql`${priorityRank} ${direction}`];
    case 'stage':
      return [sql`coalesce(${stagePosition}, 0) ${direction}`];
    case 'company':
      return [nullsLast(column), sql`lower(${column}) ${direction}`];
    case 'email':
    case 'valueMinor':
    case 'lastContactedAt':
      return [nullsLast(column), sql`${column} ${direction}`];
    case 'name':
    case 'createdAt':
    case 'updatedAt':
    case 'stageSince':
      return [sql`${column} ${direction}`];
  }
}
