import { sql } from 'kysely';
import { z } from 'zod';
import { appointmentStatuses } from '../schema/leads.ts';
import { normalizeText } from '../schema/normalize.ts';
import { appointmentsWithNames, asCalendarAppointment, type CalendarAppointment } from './calendar.ts';
import { boundsOf } from './days.ts';
import { defineQuery, rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';
import { byState, keptStates } from './lead-states.ts';
import { dateParam, idParam, limitParam, offsetParam, sortDirParam, termParam } from './params.ts';
import { countOf, holdsWord } from './sql-parts.ts';
import { allOf, type Condition } from './visible.ts';

const filters = {
  /** Begins on, before or after the day `ondate` in the organization's zone; both or none of the two. */
  datesetting: z.enum(['on', 'before', 'after']).optional(),
  ondate: dateParam.optional(),
  status: z.enum(appointmentStatuses).optional(),
  /** Beginning of a word of the lead's name, or of its company where it names no person; whatever the case and accents. */
  leadName: termParam.optional(),
  leadId: idParam.optional(),
  ownerId: idParam.optional(),
};

const params = z
  .strictObject({ ...filters, sortDir: sortDirParam.optional(), offset: offsetParam, limit: limitParam })
  .refine(({ datesetting, ondate }) => datesetting === undefined || ondate !== undefined, {
    error: '`ondate` is required with `datesetting`',
    path: ['ondate'],
  })
  .refine(({ datesetting, ondate }) => ondate === undefined || datesetting !== undefined, {
    error: '`datesetting` is required with `ondate`',
    path: ['datesetting'],
  });

type Params = z.output<typeof params>;

export type AppointmentList = { readonly items: readonly CalendarAppointment[]; readonly total: number };

/** One page of appointments by their start, and how many there are in all. */
export const appointmentList = defineQuery<Params, AppointmentList>({
  name: 'appointmentList',
  params,
  reads: ['appointments', 'leads', 'users'],
  *run(params, env): QueryProgram<AppointmentList> {
    const direction = params.sortDir ?? 'asc';
    const matching = appointmentsWithNames(env).where(allOf(conditionsOf(params, env)));
    const total = (yield* rowsOf(matching.clearSelect().select(countOf().as('n'))))[0]!.n;
    const page = matching.orderBy('a.startAt', direction).orderBy('a.id', direction);
    const rows = yield* rowsOf(page.limit(params.limit).offset(params.offset));
    return { items: rows.map(asCalendarAppointment), total };
  },
});

function conditionsOf({ datesetting, ondate, status, leadName, leadId, ownerId }: Params, env: QueryEnv): Condition[] {
  const conditions: Condition[] = [];
  if (datesetting && ondate) conditions.push(dayCondition(datesetting, ondate, env));
  if (status) conditions.push(sql`${sql.ref('a.status')} = ${status}`);
  if (leadId) conditions.push(sql`${sql.ref('a.leadId')} = ${leadId}`);
  if (ownerId) conditions.push(sql`${sql.ref('a.ownerId')} = ${ownerId}`);
  const name = normalizeText(leadName ?? '');
  if (name) conditions.push(leadNamed(name));
  return conditions;
}

/** Looks through the names in their index first, and for appointments then. */
function leadNamed(name: string): Condition {
  const sortKey = sql.ref('named.sortKey');
  const named = allOf([byState(keptStates, 'named'), sql`${sortKey} >= ''`, holdsWord(sortKey, name)]);
  return sql`${sql.ref('a.leadId')} in (select ${sql.ref('named.id')} from leads as named where ${named})`;
}

function dayCondition(setting: 'on' | 'before' | 'after', date: string, env: QueryEnv): Condition {
  const { startMs, endMs } = boundsOf({ from: date, to: date }, env.timeZone);
  const startAt = sql.ref('a.startAt');
  switch (setting) {
    case 'on':
      return sql`(${startAt} >= ${startMs} and ${startAt} < ${endMs})`;
    case 'before':
      return sql`${startAt} < ${startMs}`;
    case 'after':
      return sql`${startAt} >= ${endMs}`;
  }
}
