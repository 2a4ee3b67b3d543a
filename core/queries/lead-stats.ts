import { z } from 'zod';
import { defineQuery, rowsOf, type QueryProgram } from './define-query.ts';
import {
  countedLeads,
  countOfOutcome,
  figuresOf,
  outcomeSelection,
  withCategories,
  type LeadFigures,
} from './lead-outcomes.ts';
import { organizationCurrency } from './organization.ts';
import { isOptionalPeriod, optionalPeriodShape, periodError } from './params.ts';

const params = z.strictObject(optionalPeriodShape).refine(isOptionalPeriod, periodError);

export type LeadStats = LeadFigures & {
  /** By what became of them; together with `converted` they are all. */
  readonly new: number;
  readonly contacted: number;
  readonly qualified: number;
  readonly lost: number;
  /** ISO 4217, of the values. */
  readonly currency: string;
};

/** Figures over all leads, or those created in a period. Leads in the trash do not count. */
export const leadStats = defineQuery<z.output<typeof params>, LeadStats>({
  name: 'leadStats',
  params,
  reads: ['leads', 'stages', 'organization'],
  *run(period, env): QueryProgram<LeadStats> {
    const currency = yield* organizationCurrency(env);
    const counted = countedLeads(period, env).select(outcomeSelection(currency));
    const rows = yield* withCategories(yield* rowsOf(counted.groupBy(['l.status', 'l.stageId'])), env);
    return {
      ...figuresOf(rows),
      new: countOfOutcome(rows, 'new'),
      contacted: countOfOutcome(rows, 'contacted'),
      qualified: countOfOutcome(rows, 'qualified'),
      lost: countOfOutcome(rows, 'lost'),
      currency,
    };
  },
});
