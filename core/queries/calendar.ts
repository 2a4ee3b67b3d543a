import { sql } from 'kysely';
import { z } from 'zod';
import { appointmentStatuses } from '../schema/leads.ts';
import type { RowOf } from '../schema/tables.ts';
import { defineQuery, rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';
import { leadName } from './lead-fields.ts';
import { keptLeads } from './lead-states.ts';
import { idParam, timeParam } from './params.ts';
import { columnsOf, hasId, visibleLead, type StoredRow } from './sql-parts.ts';
import type { Condition } from './visible.ts';

const MAX_SPAN_MS = 400 * 86_400_000;

const params = z
  .strictObject({
    /** Epoch milliseconds; the first that is shown. */
    from: timeParam,
    /** Epoch milliseconds; the first that is not shown any more. */
    to: timeParam,
    /** All when absent. */
    ownerIds: z.array(idParam).max(500).optional(),
    statuses: z.array(z.enum(appointmentStatuses)).max(appointmentStatuses.length).optional(),
  })
  .refine(({ from, to }) => from < to && to - from <= MAX_SPAN_MS, {
    error: '`to` must come after `from`, by 400 days at most',
    path: ['to'],
  });

export type CalendarAppointment = StoredRow<'appointments'> & {
  readonly leadName: string;
  readonly leadCompany: string | null;
  readonly leadStageId: string;
  readonly leadSlug: string | null;
  readonly ownerName: string | null;
  readonly ownerColor: string | null;
};

export type Calendar = { readonly appointments: readonly CalendarAppointment[] };

/** Appointments that touch a span of time, by their start; those of trashed leads are gone with them. */
export const calendar = defineQuery<z.output<typeof params>, Calendar>({
  name: 'calendar',
  params,
  reads: ['appointments', 'leads', 'users'],
  *run({ from, to, ownerIds, statuses }, env): QueryProgram<Calendar> {
    const touching = appointmentsWithNames(env)
      .where('a.startAt', '<', to)
      .where('a.endAt', '>', from)
      .where(ownerIds ? hasId(env, 'a.ownerId', ownerIds) : everything)
      .where(statuses ? hasId(env, 'a.status', statuses) : everything)
      .orderBy('a.startAt')
      .orderBy('a.id');
    return { appointments: (yield* rowsOf(touching)).map(asCalendarAppointment) };
  },
});

const everything: Condition = sql`true`;

/** Visible appointments (alias `a`) of leads (`l`) that are not in the trash, with their owners (`u`). */
export function appointmentsWithNames(env: QueryEnv) {
  return env.db
    .selectFrom('appointments as a')
    .innerJoin('leads as l', 'l.id', 'a.leadId')
    .leftJoin('users as u', 'u.id', 'a.ownerId')
    .select(columnsOf('appointments', 'a'))
    .select(['l.firstName', 'l.lastName', 'l.email', 'l.company as leadCompany'])
    .select(['l.stageId as leadStageId', 'l.slug as leadSlug', 'u.name as ownerName', 'u.color as ownerColor'])
    .where(visibleLead(env, 'l'))
    .where(keptLeads('l'));
}

type NamedRow = Omit<CalendarAppointment, 'leadName'> & Pick<RowOf<'leads'>, 'firstName' | 'lastName' | 'email'>;

/** @param row a row of `appointmentsWithNames` */
export function asCalendarAppointment({ firstName, lastName, email, ...row }: NamedRow): CalendarAppointment {
  return { ...row, leadName: leadName({ firstName, lastName, email, company: row.leadCompany }) };
}
