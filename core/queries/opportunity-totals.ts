import { sql } from 'kysely';
import type { z } from 'zod';
import type { opportunityStatuses } from '../schema/companies.ts';
import { boundsOf } from './days.ts';
import { defineQuery, rowsOf, type QueryProgram } from './define-query.ts';
import { percentageOf } from './figures.ts';
import { organizationCurrency } from './organization.ts';
import { periodParams } from './params.ts';
import { countIf, countOf, sumOf, visibleOwnedRow } from './sql-parts.ts';
import { allOf, type Condition } from './visible.ts';

type Status = (typeof opportunityStatuses)[number];

export type OpportunityFigure = {
  readonly count: number;
  /** Sum of the values in the organization's currency, minor units. */
  readonly valueMinor: number;
  /** Rows with a value in another currency, which the sum leaves out. */
  readonly otherCurrency: number;
};

export type OpportunityTotals = Readonly<Record<Status, OpportunityFigure>> & {
  /** ISO 4217, of the sums. */
  readonly currency: string;
  /** Won of those that were closed in the period, percent with one decimal. */
  readonly winRate: number;
};

/** Opportunities that are open now, and those that were won and lost in a period. */
export const opportunityTotals = defineQuery<z.output<typeof periodParams>, OpportunityTotals>({
  name: 'opportunityTotals',
  params: periodParams,
  reads: ['opportunities', 'organization', 'leads'],
  *run(period, env): QueryProgram<OpportunityTotals> {
    const { startMs, endMs } = boundsOf(period, env.timeZone);
    const currency = yield* organizationCurrency(env);
    const value = sql.ref('o.valueMinor');
    const own: Condition = sql`${sql.ref('o.currency')} = ${currency}`;
    const closed = sql.ref('o.closedAt');
    const counted: Condition = sql`(${closed} is null or (${closed} >= ${startMs} and ${closed} < ${endMs}))`;
    const rows = yield* rowsOf(
      env.db
        .selectFrom('opportunities as o')
        .where(allOf([counted, visibleOwnedRow(env, 'opportunities', 'o')]))
        .select([
          'o.status',
          countOf().as('count'),
          sumOf(sql`case when ${own} then ${value} end`).as('valueMinor'),
          countIf(allOf([sql`${value} is not null`, sql`not ${own}`])).as('otherCurrency'),
        ])
        .groupBy('o.status'),
    );
    const of = (status: Status): OpportunityFigure => {
      const { count = 0, valueMinor = 0, otherCurrency = 0 } = rows.find((row) => row.status === status) ?? {};
      return { count, valueMinor, otherCurrency };
    };
    const [open, won, lost] = [of('open'), of('won'), of('lost')];
    return { open, won, lost, currency, winRate: percentageOf(won.count, won.count + lost.count) };
  },
});
