import { sql } from 'kysely';
import { z } from 'zod';
import type { RowOf } from '../schema/tables.ts';
import { defineQuery, rowsOf, type QueryProgram } from './define-query.ts';
import { leadName } from './lead-fields.ts';
import { leadCondition, leadFilters } from './lead-filters.ts';
import { scoreReads } from './lead-score.ts';
import { idParam } from './params.ts';

/** Most leads one answer may hold: a few hundred kilobytes. */
export const MAX_SELECTION = 5_000;

const params = z.strictObject({
  filters: leadFilters,
  /** The last id of the answer before; null for the first one. */
  after: idParam.nullable(),
  limit: z.int().min(1).max(MAX_SELECTION),
});

/** What a change of many leads needs of each: how it is called, and the values that it had. */
export type SelectedLead = Pick<
  RowOf<'leads'>,
  'id' | 'stageId' | 'assigneeId' | 'priority' | 'valueMinor' | 'state'
> & { readonly name: string };

export type LeadSelection = { readonly leads: readonly SelectedLead[] };

/**
 * Every lead that the filters let through, in order of their ids and without counting them: reading all of 100,000 part by
 * part is one walk through the table, which pages of `leadList` are not.
 */
export const leadSelection = defineQuery<z.output<typeof params>, LeadSelection>({
  name: 'leadSelection',
  params,
  reads: ['leadBusinesses', ...scoreReads],
  *run({ filters, after, limit }, env): QueryProgram<LeadSelection> {
    const where = yield* leadCondition(filters, 'l', env);
    const matching = env.db
      .selectFrom('leads as l')
      .select(['l.id', 'l.firstName', 'l.lastName', 'l.company', 'l.email'])
      .select(['l.stageId', 'l.assigneeId', 'l.priority', 'l.valueMinor', 'l.state'])
      .where(where);
    const further = after === null ? matching : matching.where(sql<boolean>`${sql.ref('l.id')} > ${after}`);
    const rows = yield* rowsOf(further.orderBy('l.id').limit(limit));
    const leads = rows.map(({ firstName, lastName, company, email, ...row }) => ({
      ...row,
      name: leadName({ firstName, lastName, company, email }),
    }));
    return { leads };
  },
});
