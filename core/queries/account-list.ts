import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { defineQuery, rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';
import { idParam, limitParam, offsetParam, sortDirParam, termParam } from './params.ts';
import { searchCondition } from './search-condition.ts';
import { keptLeads } from './lead-states.ts';
import { columnsOf, countOf, hasId, nullsLast, visibleLead, visibleOwnedRow, type StoredRow } from './sql-parts.ts';
import { allOf, type Condition } from './visible.ts';

export const accountSortKeys = ['name', 'createdAt', 'updatedAt', 'revenueMinor', 'employees'] as const;

const params = z.strictObject({
  /** Words of name, sector or location; all of them must occur. */
  search: termParam.optional(),
  /** null: accounts that nobody owns. */
  ownerId: idParam.nullable().optional(),
  teamId: idParam.nullable().optional(),
  parentAccountId: idParam.optional(),
  sector: z.string().max(255).optional(),
  sortBy: z.enum(accountSortKeys),
  sortDir: sortDirParam,
  offset: offsetParam,
  limit: limitParam,
});
type Params = z.output<typeof params>;

export type AccountListItem = StoredRow<'accounts'> & {
  readonly parentName: string | null;
  /** Of those that the caller sees; leads in the trash do not count. */
  readonly leads: number;
  readonly opportunities: number;
};

export type AccountList = { readonly items: readonly AccountListItem[]; readonly total: number };

/** One page of accounts and how many there are in all. */
export const accountList = defineQuery<Params, AccountList>({
  name: 'accountList',
  params,
  reads: ['accounts', 'leads', 'opportunities'],
  *run(params, env): QueryProgram<AccountList> {
    const where = yield* accountCondition(params, env);
    const counted = env.db.selectFrom('accounts as a').select(countOf().as('n')).where(where);
    const total = (yield* rowsOf(counted))[0]!.n;
    let page = env.db
      .selectFrom('accounts as a')
      .leftJoin('accounts as p', 'p.id', 'a.parentAccountId')
      .select(columnsOf('accounts', 'a'))
      .select('p.name as parentName')
      .where(where);
    for (const key of sortExpressions(params)) page = page.orderBy(key);
    const rows = yield* rowsOf(page.orderBy('a.id', params.sortDir).limit(params.limit).offset(params.offset));
    const ids = rows.map((row) => row.id);
    const leads = yield* leadsOf(ids, env);
    const opportunities = yield* opportunitiesOf(ids, env);
    return {
      items: rows.map((row) => ({
        ...row,
        leads: leads.get(row.id) ?? 0,
        opportunities: opportunities.get(row.id) ?? 0,
      })),
      total,
    };
  },
});

function* accountCondition(params: Params, env: QueryEnv): QueryProgram<Condition> {
  const conditions = [visibleOwnedRow(env, 'accounts', 'a')];
  for (const name of ['ownerId', 'teamId', 'parentAccountId', 'sector'] as const) {
    const value = params[name];
    const column = sql.ref(`a.${name}`);
    if (value !== undefined) conditions.push(value === null ? sql`${column} is null` : sql`${column} = ${value}`);
  }
  const { condition } = yield* searchCondition('accounts', params.search ?? '', 'a', env);
  return allOf([...conditions, condition]);
}

function sortExpressions({ sortBy, sortDir }: Params): RawBuilder<unknown>[] {
  const column = sql.ref(sortBy === 'name' ? 'a.sortKey' : `a.${sortBy}`);
  const sorted = sql`${column} ${sql.raw(sortDir)}`;
  return sortBy === 'revenueMinor' || sortBy === 'employees' ? [nullsLast(column), sorted] : [sorted];
}

type Counts = ReadonlyMap<string | null, number>;

function* leadsOf(accountIds: readonly string[], env: QueryEnv): QueryProgram<Counts> {
  const counted = env.db
    .selectFrom('leads as l')
    .select(['l.accountId', countOf().as('n')])
    .where(hasId(env, 'l.accountId', accountIds))
    .where(visibleLead(env, 'l'))
    .where(keptLeads('l'));
  return new Map((yield* rowsOf(counted.groupBy('l.accountId'))).map((row) => [row.accountId, row.n]));
}

function* opportunitiesOf(accountIds: readonly string[], env: QueryEnv): QueryProgram<Counts> {
  const counted = env.db
    .selectFrom('opportunities as o')
    .select(['o.accountId', countOf().as('n')])
    .where(hasId(env, 'o.accountId', accountIds))
    .where(visibleOwnedRow(env, 'opportunities', 'o'));
  return new Map((yield* rowsOf(counted.groupBy('o.accountId'))).map((row) => [row.accountId, row.n]));
}
