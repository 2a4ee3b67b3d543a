import { sql } from 'kysely';
import { z } from 'zod';
import { defineQuery, rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';
import { idParam, limitParam, timeParam } from './params.ts';
import { columnsOf, countOf, visibleLead, type StoredRow } from './sql-parts.ts';
import type { Condition } from './visible.ts';

export const timelineKinds = ['note', 'activity', 'appointment', 'history', 'conflict'] as const;
export type TimelineKind = (typeof timelineKinds)[number];

const params = z.strictObject({
  leadId: idParam,
  /** All when absent. */
  kinds: z.array(z.enum(timelineKinds)).min(1).max(timelineKinds.length).optional(),
  /** `nextBefore` of the page above. */
  before: z.strictObject({ at: timeParam, id: idParam }).optional(),
  limit: limitParam,
});

type Entry<Kind extends TimelineKind, Row> = {
  readonly kind: Kind;
  readonly id: string;
  /** When it was written, happened, begins, or was decided: what entries are ordered by. */
  readonly at: number;
  readonly row: Row;
};

export type TimelineEntry =
  | Entry<'note', StoredRow<'notes'>>
  | Entry<'activity', StoredRow<'activities'>>
  | Entry<'appointment', StoredRow<'appointments'>>
  | Entry<'history', StoredRow<'history'>>
  | Entry<'conflict', StoredRow<'conflicts'>>;

export type Timeline = {
  /** Newest first. */
  readonly entries: readonly TimelineEntry[];
  /** Of the whole lead, whatever the page and the kinds asked for. */
  readonly counts: Readonly<Record<TimelineKind, number>>;
  /** Where the next page begins; null when this was the last. */
  readonly nextBefore: { readonly at: number; readonly id: string } | null;
};

/** By which column each kind takes its place. A conflict stands where the value that was kept was written. */
const sources = {
  note: { table: 'notes', time: 'createdAt' },
  activity: { table: 'activities', time: 'occurredAt' },
  appointment: { table: 'appointments', time: 'startAt' },
  history: { table: 'history', time: 'at' },
  conflict: { table: 'conflicts', time: 'keptAt' },
} as const satisfies Record<TimelineKind, { table: string; time: string }>;

/** Everything that happened to one lead; empty when the caller does not see it. */
export const timeline = defineQuery<z.output<typeof params>, Timeline>({
  name: 'timeline',
  params,
  reads: ['leads', 'notes', 'activities', 'appointments', 'history', 'conflicts'],
  *run({ leadId, kinds, before, limit }, env): QueryProgram<Timeline> {
    const counts = { note: 0, activity: 0, appointment: 0, history: 0, conflict: 0 };
    const seen = env.db.selectFrom('leads as l').select('l.id').where('l.id', '=', leadId).where(visibleLead(env, 'l'));
    if ((yield* rowsOf(seen)).length === 0) return { entries: [], counts, nextBefore: null };
    for (const kind of timelineKinds) counts[kind] = yield* countOfKind(kind, leadId, env);
    const entries: TimelineEntry[] = [];
    for (const kind of new Set(kinds ?? timelineKinds)) {
      if (counts[kind] > 0) entries.push(...(yield* entriesOf(kind, { leadId, before, limit: limit + 1 }, env)));
    }
    const page = entries.toSorted(newestFirst).slice(0, limit);
    const last = page.at(-1);
    return { entries: page, counts, nextBefore: entries.length > limit && last ? { at: last.at, id: last.id } : null };
  },
});

type Part = Pick<z.output<typeof params>, 'leadId' | 'before' | 'limit'>;

/** The first entries of one kind; as many as the page may need if the others bring none. */
function* entriesOf(kind: TimelineKind, { leadId, before, limit }: Part, env: QueryEnv): QueryProgram<TimelineEntry[]> {
  const { table, time } = sources[kind];
  const at = sql.ref<number>(`t.${time}`);
  const later: Condition = before ? sql`(${at}, ${sql.ref('t.id')}) < (${before.at}, ${before.id})` : sql`true`;
  const rows = yield* rowsOf(
    env.db
      // The builder's types know one table; `sources` says which it is.
      .selectFrom(`${table as 'notes'} as t`)
      .select(columnsOf(table as 'notes', 't'))
      .where('t.leadId', '=', leadId)
      .where(later)
      .orderBy(at, 'desc')
      .orderBy('t.id', 'desc')
      .limit(limit),
  );
  return rows.map((row) => ({ kind, id: row.id, at: (row as Record<string, unknown>)[time], row }) as TimelineEntry);
}

function* countOfKind(kind: TimelineKind, leadId: string, env: QueryEnv): QueryProgram<number> {
  const from = env.db.selectFrom(`${sources[kind].table as 'notes'} as t`).where('t.leadId', '=', leadId);
  return (yield* rowsOf(from.select(countOf().as('n'))))[0]!.n;
}

function newestFirst(a: TimelineEntry, b: TimelineEntry): number {
  if (a.at !== b.at) return b.at - a.at;
  return a.id === b.id ? 0 : a.id < b.id ? 1 : -1;
}
