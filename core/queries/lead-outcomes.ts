import { sql } from 'kysely';
import type { RowOf } from '../schema/tables.ts';
import type { stageCategories } from '../schema/settings.ts';
import { boundsOf, type Period } from './days.ts';
import { rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';
import { meanOf, percentageOf, totalOf } from './figures.ts';
import { byState, keptStates } from './lead-states.ts';
import { countIf, countOf, sumOf, visibleLead } from './sql-parts.ts';
import { allOf, type Condition } from './visible.ts';

/** What became of a lead; each lead counts in one. */
export type Outcome = Exclude<(typeof stageCategories)[number], 'won'> | 'converted';

type Category = RowOf<'stages'>['category'];

/** Leads that share a status and a stage. */
export type OutcomeRow = {
  readonly status: RowOf<'leads'>['status'];
  /** The stage's; null when the stage is not known. */
  readonly category: Category | null;
  readonly count: number;
  /** Sum of the values in the organization's currency, minor units. */
  readonly valueMinor: number;
  /** How many leads that sum is made of. */
  readonly valued: number;
  /** Leads with a value in another currency, which the sum leaves out. */
  readonly otherCurrency: number;
};

/** Adds to counted rows what their stages mean. */
export function* withCategories<R extends { readonly stageId: string }>(
  rows: readonly R[],
  env: QueryEnv,
): QueryProgram<readonly (R & { readonly category: Category | null })[]> {
  const stages = yield* rowsOf(env.db.selectFrom('stages as s').select(['s.id', 's.category']));
  const categories = new Map(stages.map((stage) => [stage.id, stage.category]));
  return rows.map((row) => ({ ...row, category: categories.get(row.stageId) ?? null }));
}

/** Converted, or in a stage that means won: converted. Disqualified, or in a stage that means lost: lost. Else by its stage. */
export function outcomeOf({ status, category }: Pick<OutcomeRow, 'status' | 'category'>): Outcome {
  if (status === 'converted' || category === 'won') return 'converted';
  if (status === 'disqualified' || category === 'lost') return 'lost';
  return category ?? 'new';
}

/** Figures that every breakdown of leads shows. */
export type LeadFigures = {
  readonly count: number;
  readonly converted: number;
  /** Percent of all, one decimal. */
  readonly conversionRate: number;
  /** Of the leads that have a value in the organization's currency, minor units; null when none has. */
  readonly averageValueMinor: number | null;
  readonly totalValueMinor: number;
  /** Leads with a value in another currency, which sum and average leave out. */
  readonly otherCurrency: number;
};

/** Adds up what `outcomeSelection` selected. */
export function figuresOf(rows: readonly OutcomeRow[]): LeadFigures {
  const count = totalOf(rows, (row) => row.count);
  const converted = countOfOutcome(rows, 'converted');
  const totalValueMinor = totalOf(rows, (row) => row.valueMinor);
  return {
    count,
    converted,
    conversionRate: percentageOf(converted, count),
    averageValueMinor: meanOf(
      totalValueMinor,
      totalOf(rows, (row) => row.valued),
    ),
    totalValueMinor,
    otherCurrency: totalOf(rows, (row) => row.otherCurrency),
  };
}

/** How many leads had this outcome. */
export function countOfOutcome(rows: readonly OutcomeRow[], outcome: Outcome): number {
  return totalOf(
    rows.filter((row) => outcomeOf(row) === outcome),
    (row) => row.count,
  );
}

/** Leads (alias `l`) that figures count; of a period when there is one: those created in it. */
export function countedLeads(period: Partial<Period>, env: QueryEnv) {
  const conditions: Condition[] = [visibleLead(env, 'l'), byState(keptStates, 'l')];
  if (period.from !== undefined && period.to !== undefined) {
    const { startMs, endMs } = boundsOf({ from: period.from, to: period.to }, env.timeZone);
    conditions.push(sql`${sql.ref('l.createdAt')} >= ${startMs} and ${sql.ref('l.createdAt')} < ${endMs}`);
  }
  return env.db.selectFrom('leads as l').where(allOf(conditions));
}

/** What to select of `countedLeads`, grouped by `l.status`, `l.stageId` and whatever breaks them down. */
export function outcomeSelection(currency: string) {
  const value = sql.ref('l.valueMinor');
  const own: Condition = sql`(${value} is not null and ${sql.ref('l.currency')} = ${currency})`;
  const other: Condition = sql`(${value} is not null and ${sql.ref('l.currency')} <> ${currency})`;
  return [
    'l.status',
    'l.stageId',
    countOf().as('count'),
    sumOf(sql`case when ${own} then ${value} end`).as('valueMinor'),
    countIf(own).as('valued'),
    countIf(other).as('otherCurrency'),
  ] as const;
}
