import { sql } from 'kysely';
import type { z } from 'zod';
import { dayIndexOf } from './day-buckets.ts';
import { boundsOf, daysOf, previousPeriod, type Day } from './days.ts';
import { defineQuery, rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';
import { percentageChange, totalOf } from './figures.ts';
import { byState, keptStates } from './lead-states.ts';
import { periodParams } from './params.ts';
import { countOf, visibleLead } from './sql-parts.ts';
import { allOf, type Condition } from './visible.ts';

/** New leads of one business; `businessId` null: of leads that belong to none. */
export type BusinessVolume = {
  readonly businessId: string | null;
  readonly name: string | null;
  readonly color: string | null;
  /** One figure a day. A lead in two businesses counts in both. */
  readonly counts: readonly number[];
  readonly total: number;
};

export type DashboardVolume = {
  /** The days, YYYY-MM-DD. */
  readonly days: readonly string[];
  /** Those that have any, most first; "no business" last. */
  readonly businesses: readonly BusinessVolume[];
  /** One figure a day; every lead counts once. */
  readonly counts: readonly number[];
  /** Every lead counts once. */
  readonly total: number;
  /** Of the period of as many days before this one. */
  readonly previousTotal: number;
  /** Percent; null when there was nothing before. */
  readonly percentageChange: number | null;
};

/** Leads created per business and day. Leads in the trash do not count. */
export const dashboardVolume = defineQuery<z.output<typeof periodParams>, DashboardVolume>({
  name: 'dashboardVolume',
  params: periodParams,
  reads: ['leads', 'leadBusinesses', 'businesses'],
  *run(period, env): QueryProgram<DashboardVolume> {
    const days = daysOf(period, env.timeZone);
    const counts = Array.from<number>({ length: days.length }).fill(0);
    for (const { day, count } of yield* countsPerDay(days, env)) counts[day] = count;
    const total = totalOf(counts, (count) => count);
    const previousTotal = yield* leadsCreated(boundsOf(previousPeriod(period), env.timeZone), env);
    return {
      days: days.map((day) => day.date),
      businesses: yield* volumesPerBusiness(days, env),
      counts,
      total,
      previousTotal,
      percentageChange: percentageChange(total, previousTotal),
    };
  },
});

type Bounds = { readonly startMs: number; readonly endMs: number };

/** Leads (alias `l`) that the caller sees, that are not in the trash and were created within the bounds. */
export function createdWithin({ startMs, endMs }: Bounds, env: QueryEnv): Condition {
  const createdAt = sql.ref('l.createdAt');
  const within: Condition = sql`${createdAt} >= ${startMs} and ${createdAt} < ${endMs}`;
  return allOf([visibleLead(env, 'l'), byState(keptStates, 'l'), within]);
}

function* leadsCreated(bounds: Bounds, env: QueryEnv): QueryProgram<number> {
  const within = env.db.selectFrom('leads as l').where(createdWithin(bounds, env));
  return (yield* rowsOf(within.select(countOf().as('n'))))[0]!.n;
}

const wholeOf = (days: readonly Day[]): Bounds => ({ startMs: days[0]!.startMs, endMs: days.at(-1)!.endMs });

function* countsPerDay(days: readonly Day[], env: QueryEnv) {
  const day = dayIndexOf(sql.ref<number>('l.createdAt'), days);
  const created = env.db
    .selectFrom('leads as l')
    .where(createdWithin(wholeOf(days), env))
    .select(day.as('day'));
  // Grouped outside, because the branches' parameters are not the same ones in a second copy of the expression.
  return yield* rowsOf(
    env.db
      .selectFrom(created.as('c'))
      .select(['c.day', countOf().as('count')])
      .groupBy('c.day'),
  );
}

function* volumesPerBusiness(days: readonly Day[], env: QueryEnv): QueryProgram<readonly BusinessVolume[]> {
  const created = env.db
    .selectFrom('leads as l')
    .leftJoin('leadBusinesses as lb', 'lb.leadId', 'l.id')
    .where(createdWithin(wholeOf(days), env))
    .select([dayIndexOf(sql.ref<number>('l.createdAt'), days).as('day'), 'lb.businessId']);
  const rows = yield* rowsOf(
    env.db
      .selectFrom(created.as('c'))
      .leftJoin('businesses as b', 'b.id', 'c.businessId')
      .select(['c.businessId', 'c.day', 'b.name', 'b.color', countOf().as('count')])
      .groupBy(['c.businessId', 'c.day', 'b.name', 'b.color']),
  );
  const volumes = new Map<string | null, BusinessVolume & { counts: number[] }>();
  for (const { businessId, name, color, day, count } of rows) {
    const volume = volumes.get(businessId) ?? {
      ...{ businessId, name, color, total: 0 },
      counts: Array.from<number>({ length: days.length }).fill(0),
    };
    volume.counts[day] = count;
    volumes.set(businessId, { ...volume, total: volume.total + count });
  }
  return [...volumes.values()].toSorted(byTotal);
}

/** Most first, ties by id, what belongs to no business last. */
export function byTotal<T extends { readonly businessId: string | null; readonly total: number }>(a: T, b: T): number {
  if (a.businessId === null || b.businessId === null)
    return Number(a.businessId === null) - Number(b.businessId === null);
  return b.total - a.total || (a.businessId < b.businessId ? -1 : 1);
}
