import { sql } from 'kysely';
import type { z } from 'zod';
import type { RowOf } from '../schema/tables.ts';
import { createdWithin } from './dashboard-volume.ts';
import { boundsOf, previousPeriod } from './days.ts';
import { defineQuery, rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';
import { percentageChange, totalOf } from './figures.ts';
import { periodParams } from './params.ts';
import { columnsOf, countIf } from './sql-parts.ts';

export type Compared = {
  readonly current: number;
  /** In the period of as many days before. */
  readonly previous: number;
  /** Percent; null when there was nothing before. */
  readonly percentageChange: number | null;
};

export type StageTotal = Compared & {
  readonly stageId: string;
  readonly pipelineId: string;
  readonly name: string;
  /** Name of a colour in the palette; the background is its secondary colour. */
  readonly color: string;
  readonly category: RowOf<'stages'>['category'];
};

export type DashboardTotals = Compared & {
  /** Every stage of the leads' pipelines that are in use, in their order; those of archived pipelines where they hold leads. */
  readonly stages: readonly StageTotal[];
};

/** Leads created in a period by the stage in which they are now, compared with the period before. */
export const dashboardTotals = defineQuery<z.output<typeof periodParams>, DashboardTotals>({
  name: 'dashboardTotals',
  params: periodParams,
  reads: ['leads', 'stages', 'pipelines'],
  *run(period, env): QueryProgram<DashboardTotals> {
    const { startMs, endMs } = boundsOf(period, env.timeZone);
    const before = boundsOf(previousPeriod(period), env.timeZone);
    const rows = yield* rowsOf(
      env.db
        .selectFrom('leads as l')
        .where(createdWithin({ startMs: before.startMs, endMs }, env))
        .select([
          'l.stageId',
          countIf(sql`${sql.ref('l.createdAt')} >= ${startMs}`).as('current'),
          countIf(sql`${sql.ref('l.createdAt')} < ${startMs}`).as('previous'),
        ])
        .groupBy('l.stageId'),
    );
    const counted = new Map(rows.map((row) => [row.stageId, row]));
    const stages = (yield* leadStages(env)).flatMap((stage): StageTotal[] => {
      const { current, previous } = counted.get(stage.id) ?? { current: 0, previous: 0 };
      if (stage.archived === 1 && current === 0 && previous === 0) return [];
      const { id: stageId, pipelineId, name, color, category } = stage;
      return [{ stageId, pipelineId, name, color, category, ...compare(current, previous) }];
    });
    return {
      ...compare(
        totalOf(rows, (row) => row.current),
        totalOf(rows, (row) => row.previous),
      ),
      stages,
    };
  },
});

function compare(current: number, previous: number): Compared {
  return { current, previous, percentageChange: percentageChange(current, previous) };
}

/** The stages that leads go through, pipeline by pipeline; `archived` is the pipeline's. */
export function* leadStages(env: QueryEnv): QueryProgram<readonly (RowOf<'stages'> & { readonly archived: 0 | 1 })[]> {
  return yield* rowsOf(
    env.db
      .selectFrom('stages as s')
      .innerJoin('pipelines as p', 'p.id', 's.pipelineId')
      .select(columnsOf('stages', 's'))
      .select('p.archived')
      .where('p.module', '=', 'leads')
      .orderBy('p.position')
      .orderBy('p.id')
      .orderBy('s.position')
      .orderBy('s.id'),
  );
}
