import type { z } from 'zod';
import { byTotal, createdWithin } from './dashboard-volume.ts';
import { boundsOf } from './days.ts';
import { defineQuery, rowsOf, type QueryProgram } from './define-query.ts';
import { periodParams } from './params.ts';
import { countOf } from './sql-parts.ts';

export type BusinessShare = {
  /** null: leads that belong to no business. */
  readonly businessId: string | null;
  readonly name: string | null;
  readonly color: string | null;
  readonly total: number;
};

export type PerBusiness = {
  /** Most first, "no business" last. A lead in two businesses counts in both. */
  readonly businesses: readonly BusinessShare[];
  /** Every lead counts once. */
  readonly total: number;
};

/** Leads created in a period, by business. Leads in the trash do not count. */
export const perBusiness = defineQuery<z.output<typeof periodParams>, PerBusiness>({
  name: 'perBusiness',
  params: periodParams,
  reads: ['leads', 'leadBusinesses', 'businesses'],
  *run(period, env): QueryProgram<PerBusiness> {
    const created = env.db.selectFrom('leads as l').where(createdWithin(boundsOf(period, env.timeZone), env));
    const total = (yield* rowsOf(created.select(countOf().as('n'))))[0]!.n;
    const businesses = yield* rowsOf(
      created
        .leftJoin('leadBusinesses as lb', 'lb.leadId', 'l.id')
        .leftJoin('businesses as b', 'b.id', 'lb.businessId')
        .select(['lb.businessId', 'b.name', 'b.color', countOf().as('total')])
        .groupBy(['lb.businessId', 'b.name', 'b.color']),
    );
    return { businesses: businesses.toSorted(byTotal), total };
  },
});
