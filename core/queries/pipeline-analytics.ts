import { sql } from 'kysely';
import { z } from 'zod';
import type { RowOf } from '../schema/tables.ts';
import { defineQuery, rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';
import { meanOf, percentageOf, totalOf } from './figures.ts';
import { countedLeads, countOfOutcome, outcomeSelection, withCategories } from './lead-outcomes.ts';
import { organizationCurrency } from './organization.ts';
import { idParam, isOptionalPeriod, optionalPeriodShape, periodError } from './params.ts';
import { columnsOf, countOf, sumOf } from './sql-parts.ts';

const params = z.strictObject({ pipelineId: idParam, ...optionalPeriodShape }).refine(isOptionalPeriod, periodError);
type Params = z.output<typeof params>;

export type FunnelStage = Pick<RowOf<'stages'>, 'name' | 'color' | 'category' | 'probability'> & {
  readonly stageId: string;
  /** Leads that are in it now. */
  readonly count: number;
  /** Leads that ever were in it, as far as their history tells. */
  readonly reached: number;
  /** Mean length of a stay, milliseconds, stays that still go on included up to now; null when nobody ever was in it. */
  readonly averageTimeMs: number | null;
};

export type PipelineAnalytics = {
  readonly pipelineId: string;
  /** In the pipeline's order. */
  readonly stages: readonly FunnelStage[];
  readonly total: number;
  readonly converted: number;
  /** Percent of all, one decimal. */
  readonly conversionRate: number;
  /** From creation to conversion, milliseconds; null when none was converted. */
  readonly averageTimeToConvertMs: number | null;
};

/** How leads go through a pipeline; of those created in a period, when there is one. Leads in the trash do not count. */
export const pipelineAnalytics = defineQuery<Params, PipelineAnalytics>({
  name: 'pipelineAnalytics',
  params,
  reads: ['leads', 'stages', 'history', 'organization'],
  *run(params, env): QueryProgram<PipelineAnalytics> {
    const stays = yield* staysByStage(params, env);
    const currency = yield* organizationCurrency(env);
    const counted = leadsOf(params, env).select(outcomeSelection(currency)).groupBy(['l.status', 'l.stageId']);
    const outcomes = yield* withCategories(yield* rowsOf(counted), env);
    const total = totalOf(outcomes, (row) => row.count);
    const converted = countOfOutcome(outcomes, 'converted');
    return {
      pipelineId: params.pipelineId,
      stages: (yield* stagesOf(params.pipelineId, env)).map((stage) => funnelStage(stage, stays.get(stage.id))),
      total,
      converted,
      conversionRate: percentageOf(converted, total),
      averageTimeToConvertMs: yield* timeToConvert(params, env),
    };
  },
});

const leadsOf = ({ pipelineId, ...period }: Params, env: QueryEnv) =>
  countedLeads(period, env).where('l.pipelineId', '=', pipelineId);

function* stagesOf(pipelineId: string, env: QueryEnv) {
  const stages = env.db
    .selectFrom('stages as s')
    .select(columnsOf('stages', 's'))
    .where('s.pipelineId', '=', pipelineId);
  return yield* rowsOf(stages.orderBy('s.position').orderBy('s.id'));
}

type Stays = { readonly running: number; readonly finished: number; readonly leads: number; readonly timeMs: number };

function funnelStage({ id: stageId, name, color, category, probability }: RowOf<'stages'>, stays?: Stays): FunnelStage {
  const { running, finished, leads, timeMs } = stays ?? { running: 0, finished: 0, leads: 0, timeMs: 0 };
  const averageTimeMs = meanOf(timeMs, running + finished);
  return { stageId, name, color, category, probability, count: running, reached: leads, averageTimeMs };
}

/**
 * Stays in each stage. A stay ends with a `stage` entry of the history that names the stage left; it began with the entry
 * before, or with the lead. The one that goes on began at `stageSince`.
 */
function* staysByStage(params: Params, env: QueryEnv): QueryProgram<ReadonlyMap<string, Stays>> {
  const moved = sql<number>`lag(${sql.ref('h.at')}) over (partition by ${sql.ref('h.leadId')} order by ${sql.ref('h.at')}, ${sql.ref('h.id')})`;
  const began = sql<number>`coalesce(${moved}, ${sql.ref('l.createdAt')})`;
  const finished = leadsOf(params, env)
    .innerJoin('history as h', 'h.leadId', 'l.id')
    .where('h.event', '=', 'stage')
    .select(['l.id as leadId', 'h.fromValue as stageId', sql<number>`0`.as('running')])
    .select(sql<number>`${sql.ref('h.at')} - ${began}`.as('timeMs'));
  const running = leadsOf(params, env)
    .select(['l.id as leadId', 'l.stageId as stageId', sql<number>`1`.as('running')])
    .select(sql<number>`cast(${env.now} as bigint) - ${sql.ref('l.stageSince')}`.as('timeMs'));
  const rows = yield* rowsOf(
    env.db
      .selectFrom(finished.unionAll(running).as('stay'))
      .select([
        'stay.stageId',
        sumOf(sql.ref('stay.running')).as('running'),
        countOf().as('stays'),
        sql<number>`cast(count(distinct ${sql.ref('stay.leadId')}) as double precision)`.as('leads'),
        // A clock that was set back in between makes no negative stay.
        sumOf(sql`case when ${sql.ref('stay.timeMs')} > 0 then ${sql.ref('stay.timeMs')} else 0 end`).as('timeMs'),
      ])
      .groupBy('stay.stageId'),
  );
  return new Map(
    rows.map(({ stageId, running, stays, leads, timeMs }) => [
      stageId ?? '',
      { running, finished: stays - running, leads, timeMs },
    ]),
  );
}

function* timeToConvert(params: Params, env: QueryEnv): QueryProgram<number | null> {
  const took = sql`${sql.ref('l.convertedAt')} - ${sql.ref('l.createdAt')}`;
  const converted = leadsOf(params, env)
    .where('l.status', '=', 'converted')
    .where('l.convertedAt', 'is not', null)
    .select([countOf().as('n'), sumOf(took).as('sum')]);
  const { n, sum } = (yield* rowsOf(converted))[0]!;
  return meanOf(sum, n);
}
