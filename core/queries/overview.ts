import { z } from 'zod';
import { appointmentsWithNames, asCalendarAppointment, type CalendarAppointment } from './calendar.ts';
import { leadStages } from './dashboard-totals.ts';
import { boundsOf, dateAt, monthOf, weekOf } from './days.ts';
import { defineQuery, rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';
import { totalOf } from './figures.ts';
import { keptLeads } from './lead-states.ts';
import { limitParam } from './params.ts';
import { countOf, visibleLead } from './sql-parts.ts';

export const appointmentSpans = ['upcoming', 'today', 'week', 'month'] as const;

const params = z.strictObject({
  /** Which appointments: from now on, of this day, of this week (Monday to Sunday), of this month, in the organization's zone. */
  appointments: z.enum(appointmentSpans),
  /** Most appointments to answer with, 50 when absent. */
  limit: limitParam.optional(),
});

const DEFAULT_LIMIT = 50;

export type Overview = {
  /** Every stage of the leads' pipelines that are in use, in their order. */
  readonly stages: readonly {
    readonly stageId: string;
    readonly pipelineId: string;
    readonly name: string;
    readonly description: string | null;
    readonly color: string;
    readonly count: number;
  }[];
  /** Most first; `sourceId` null: leads without a source. */
  readonly sources: readonly {
    readonly sourceId: string | null;
    readonly name: string | null;
    readonly count: number;
  }[];
  readonly total: number;
  /** By their start. */
  readonly appointments: readonly CalendarAppointment[];
  readonly appointmentsTotal: number;
};

/** Leads by stage and source, and the appointments ahead. Leads in the trash do not count. */
export const overview = defineQuery<z.output<typeof params>, Overview>({
  name: 'overview',
  params,
  reads: ['leads', 'stages', 'pipelines', 'sources', 'appointments', 'users'],
  *run({ appointments, limit }, env): QueryProgram<Overview> {
    const stages = yield* perStage(env);
    return {
      stages,
      sources: yield* perSource(env),
      total: totalOf(stages, (stage) => stage.count),
      ...(yield* appointmentsIn(appointments, limit ?? DEFAULT_LIMIT, env)),
    };
  },
});

function* perStage(env: QueryEnv): QueryProgram<Overview['stages']> {
  const rows = yield* rowsOf(
    keptAndVisible(env)
      .select(['l.stageId', countOf().as('count')])
      .groupBy('l.stageId'),
  );
  const counts = new Map(rows.map((row) => [row.stageId, row.count]));
  return (yield* leadStages(env)).flatMap(({ id: stageId, pipelineId, name, description, color, archived }) => {
    const count = counts.get(stageId) ?? 0;
    return archived === 1 && count === 0 ? [] : [{ stageId, pipelineId, name, description, color, count }];
  });
}

function* perSource(env: QueryEnv): QueryProgram<Overview['sources']> {
  const counted = keptAndVisible(env)
    .select(['l.sourceId', countOf().as('count')])
    .groupBy('l.sourceId');
  const rows = yield* rowsOf(
    env.db
      .selectFrom(counted.as('c'))
      .leftJoin('sources as s', 's.id', 'c.sourceId')
      .select(['c.sourceId', 's.name', 'c.count'])
      .orderBy('c.count', 'desc'),
  );
  return rows.toSorted((a, b) => b.count - a.count || compareIds(a.sourceId, b.sourceId));
}

const keptAndVisible = (env: QueryEnv) =>
  env.db.selectFrom('leads as l').where(visibleLead(env, 'l')).where(keptLeads('l'));

const compareIds = (a: string | null, b: string | null): number => ((a ?? '') < (b ?? '') ? -1 : 1);

type Ahead = Pick<Overview, 'appointments' | 'appointmentsTotal'>;

function* appointmentsIn(span: (typeof appointmentSpans)[number], limit: number, env: QueryEnv): QueryProgram<Ahead> {
  const { startMs, endMs } = spanBounds(span, env);
  let within = appointmentsWithNames(env).where('a.startAt', '>=', startMs);
  if (endMs !== null) within = within.where('a.startAt', '<', endMs);
  const rows = yield* rowsOf(within.orderBy('a.startAt').orderBy('a.id').limit(limit));
  const total = (yield* rowsOf(within.clearSelect().select(countOf().as('n'))))[0]!.n;
  return { appointments: rows.map(asCalendarAppointment), appointmentsTotal: total };
}

function spanBounds(span: (typeof appointmentSpans)[number], { now, timeZone }: QueryEnv) {
  const today = dateAt(now, timeZone);
  switch (span) {
    case 'upcoming':
      return { startMs: now, endMs: null };
    case 'today':
      return boundsOf({ from: today, to: today }, timeZone);
    case 'week':
      return boundsOf(weekOf(today), timeZone);
    case 'month':
      return boundsOf(monthOf(today), timeZone);
  }
}
