import { z } from 'zod';
import { createdWithin } from './dashboard-volume.ts';
import { boundsOf } from './days.ts';
import { defineQuery, rowsOf, type QueryProgram } from './define-query.ts';
import { leadListItems, type LeadListItem } from './lead-list.ts';
import { scoreReads } from './lead-score.ts';
import { isPeriod, limitParam, periodError, periodShape } from './params.ts';

const params = z.strictObject({ ...periodShape, limit: limitParam.optional() }).refine(isPeriod, periodError);

const DEFAULT_LIMIT = 5;

export type RecentLeads = { readonly items: readonly LeadListItem[] };

/** The leads created last in a period, newest first; five unless told otherwise. */
export const recentLeads = defineQuery<z.output<typeof params>, RecentLeads>({
  name: 'recentLeads',
  params,
  reads: ['leadBusinesses', ...scoreReads],
  *run({ from, to, limit }, env): QueryProgram<RecentLeads> {
    const newest = env.db
      .selectFrom('leads as l')
      .select('l.id')
      .where(createdWithin(boundsOf({ from, to }, env.timeZone), env))
      .orderBy('l.createdAt', 'desc')
      .orderBy('l.id', 'desc')
      .limit(limit ?? DEFAULT_LIMIT);
    const ids = (yield* rowsOf(newest)).map((row) => row.id);
    return { items: yield* leadListItems(ids, env) };
  },
});
