import { z } from 'zod';
import { defineQuery, rowsOf, type QueryProgram } from './define-query.ts';
import {
  countedLeads,
  figuresOf,
  outcomeSelection,
  withCategories,
  type LeadFigures,
  type OutcomeRow,
} from './lead-outcomes.ts';
import { organizationCurrency } from './organization.ts';
import { isOptionalPeriod, optionalPeriodShape, periodError } from './params.ts';

const params = z.strictObject(optionalPeriodShape).refine(isOptionalPeriod, periodError);

export type SourceFigures = LeadFigures & {
  /** null: leads without a source. */
  readonly sourceId: string | null;
  readonly name: string | null;
};

export type CampaignFigures = LeadFigures & {
  /** The campaign as it stands in the lead's link; null: leads without one. */
  readonly campaign: string | null;
};

/** Leads by source, most first. Leads in the trash do not count. */
export const sourceAnalytics = defineQuery<z.output<typeof params>, { readonly sources: readonly SourceFigures[] }>({
  name: 'sourceAnalytics',
  params,
  reads: ['leads', 'stages', 'sources', 'organization'],
  *run(period, env): QueryProgram<{ readonly sources: readonly SourceFigures[] }> {
    const currency = yield* organizationCurrency(env);
    const counted = countedLeads(period, env).select('l.sourceId as group').select(outcomeSelection(currency));
    const rows = yield* rowsOf(counted.groupBy(['l.sourceId', 'l.status', 'l.stageId']));
    const names = new Map(
      (yield* rowsOf(env.db.selectFrom('sources').select(['id', 'name']))).map((s) => [s.id, s.name]),
    );
    const sources = broken(yield* withCategories(rows, env)).map(({ group, ...figures }) => ({
      ...figures,
      sourceId: group,
      name: names.get(group ?? '') ?? null,
    }));
    return { sources };
  },
});

/** Leads by campaign, most first. Leads in the trash do not count. */
export const campaignAnalytics = defineQuery<
  z.output<typeof params>,
  { readonly campaigns: readonly CampaignFigures[] }
>({
  name: 'campaignAnalytics',
  params,
  reads: ['leads', 'stages', 'organization'],
  *run(period, env): QueryProgram<{ readonly campaigns: readonly CampaignFigures[] }> {
    const currency = yield* organizationCurrency(env);
    const counted = countedLeads(period, env).select('l.utmCampaign as group').select(outcomeSelection(currency));
    const rows = yield* rowsOf(counted.groupBy(['l.utmCampaign', 'l.status', 'l.stageId']));
    return {
      campaigns: broken(yield* withCategories(rows, env)).map(({ group, ...figures }) => ({
        ...figures,
        campaign: group,
      })),
    };
  },
});

type Grouped = OutcomeRow & { readonly group: string | null };

/** Adds up each group's rows; most leads first, ties in the order of the groups' names, what has none last. */
function broken(rows: readonly Grouped[]): readonly (LeadFigures & { readonly group: string | null })[] {
  const groups = new Map<string | null, Grouped[]>();
  for (const row of rows) groups.set(row.group, [...(groups.get(row.group) ?? []), row]);
  const figures = [...groups].map(([group, of]) => ({ group, ...figuresOf(of) }));
  return figures.toSorted((a, b) => b.count - a.count || compareGroups(a.group, b.group));
}

function compareGroups(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : 1;
}
