import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { defineQuery, rowsOf, type QueryProgram } from './define-query.ts';
import { organizationCurrency } from './organization.ts';
import { opportunityCondition, opportunityFilters } from './opportunity-filters.ts';
import { limitParam, offsetParam, sortDirParam } from './params.ts';
import { columnsOf, countIf, countOf, nullsLast, sumOf, type StoredRow } from './sql-parts.ts';
import type { Condition } from './visible.ts';

export const opportunitySortKeys = [
  'name',
  'createdAt',
  'updatedAt',
  'valueMinor',
  'expectedCloseAt',
  'closedAt',
] as const;

const params = z.strictObject({
  filters: opportunityFilters,
  sortBy: z.enum(opportunitySortKeys),
  sortDir: sortDirParam,
  offset: offsetParam,
  limit: limitParam,
});

/** `workspace` gives names to its pipeline, stage, owner, team and product. */
export type OpportunityListItem = StoredRow<'opportunities'> & { readonly accountName: string | null };

export type OpportunityList = {
  readonly items: readonly OpportunityListItem[];
  readonly total: number;
  /** Sum of all values in the organization's currency, minor units. */
  readonly valueMinor: number;
  /** Rows with a value in another currency, which the sum leaves out. */
  readonly otherCurrency: number;
};

/** One page of opportunities, how many there are in all, and what they are worth. */
export const opportunityList = defineQuery<z.output<typeof params>, OpportunityList>({
  name: 'opportunityList',
  params,
  reads: ['opportunities', 'accounts', 'organization', 'leads'],
  *run({ filters, sortBy, sortDir, offset, limit }, env): QueryProgram<OpportunityList> {
    const where = yield* opportunityCondition(filters, 'o', env);
    const currency = yield* organizationCurrency(env);
    const value = sql.ref('o.valueMinor');
    const own: Condition = sql`${sql.ref('o.currency')} = ${currency}`;
    const totals = env.db
      .selectFrom('opportunities as o')
      .where(where)
      .select([
        countOf().as('total'),
        sumOf(sql`case when ${own} then ${value} end`).as('valueMinor'),
        countIf(sql`${value} is not null and not ${own}`).as('otherCurrency'),
      ]);
    let page = env.db
      .selectFrom('opportunities as o')
      .leftJoin('accounts as a', 'a.id', 'o.accountId')
      .select(columnsOf('opportunities', 'o'))
      .select('a.name as accountName')
      .where(where);
    for (const key of sortExpressions(sortBy, sortDir)) page = page.orderBy(key);
    const items = yield* rowsOf(page.orderBy('o.id', sortDir).limit(limit).offset(offset));
    return { items, ...(yield* rowsOf(totals))[0]! };
  },
});

function sortExpressions(sortBy: (typeof opportunitySortKeys)[number], sortDir: 'asc' | 'desc'): RawBuilder<unknown>[] {
  const column = sql.ref(sortBy === 'name' ? 'o.sortKey' : `o.${sortBy}`);
  const sorted = sql`${column} ${sql.raw(sortDir)}`;
  return sortBy === 'name' || sortBy === 'createdAt' || sortBy === 'updatedAt' ? [sorted] : [nullsLast(column), sorted];
}
