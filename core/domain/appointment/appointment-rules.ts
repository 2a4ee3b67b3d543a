import { DomainError } from '../../kernel/errors.ts';
import type { MutationContext } from '../../kernel/mutator.ts';
import { all, eq, gt, lt, not } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { RowOf } from '../../schema/tables.ts';
import { first, get } from '../../schema/typed-reads.ts';
import { fieldError, invalid, type FieldPath } from '../fields/field-errors.ts';
import { visibleLead } from '../lead/lead-access.ts';
import type { Lead } from '../lead/lead-state.ts';
import { longestAppointmentMs, type OnOverlap } from './appointment-fields.ts';

export type Appointment = RowOf<'appointments'>;

/** When and whose an appointment is. Times in epoch milliseconds. */
export type Slot = Pick<Appointment, 'id' | 'ownerId' | 'startAt' | 'endAt' | 'status'>;

/**
 * The appointment and its lead, if they exist for the actor.
 * @throws DomainError NOT_FOUND
 */
export function* visibleAppointment(
  id: string,
  ctx: MutationContext,
): ReadProgram<{ readonly appointment: Appointment; readonly lead: Lead }> {
  const appointment = yield* get('appointments', id);
  if (!appointment) throw new DomainError('NOT_FOUND', { entity: 'appointments', id });
  return { appointment, lead: yield* visibleLead(appointment.leadId, ctx) };
}

/** @throws DomainError APPOINTMENT_END_BEFORE_START, VALIDATION_FAILED (longer than 31 days) */
export function checkLength(slot: Slot, at: FieldPath): void {
  const { startAt, endAt } = slot;
  if (endAt <= startAt) {
    throw fieldError('APPOINTMENT_END_BEFORE_START', at('endAt'), 'end_before_start', 'must be after the start', {
      startAt,
      endAt,
    });
  }
  if (endAt - startAt > longestAppointmentMs) {
    throw invalid(at('endAt'), 'too_big', 'must be within 31 days of the start', { startAt, endAt });
  }
}

/**
 * What was booked offline was in the future then: `ctx.now` is when the person acted.
 * @throws DomainError APPOINTMENT_IN_PAST
 */
export function checkFuture(slot: Slot, ctx: MutationContext, at: FieldPath): void {
  if (ctx.origin === 'import' || slot.startAt >= ctx.now) return;
  throw fieldError('APPOINTMENT_IN_PAST', at('startAt'), 'in_past', 'must be in the future', {
    startAt: slot.startAt,
    now: ctx.now,
  });
}

/**
 * Looks for another appointment of the same person at the same time; cancelled ones take no time, and touching ends do not overlap.
 * @returns the id of the other one when the overlap is accepted, null when there is none
 * @throws DomainError APPOINTMENT_OVERLAP with the other one's id, start and end
 */
export function* findOverlap(
  slot: Slot,
  asked: OnOverlap | undefined,
  ctx: MutationContext,
  at: FieldPath,
): ReadProgram<string | null> {
  if (slot.status === 'cancelled') return null;
  const other = yield* first('appointments', {
    where: all(
      eq('ownerId', slot.ownerId),
      // No appointment is longer, so that the index bounds the search on both sides.
      gt('startAt', slot.startAt - longestAppointmentMs),
      lt('startAt', slot.endAt),
      gt('endAt', slot.startAt),
      not(eq('status', 'cancelled')),
      not(eq('id', slot.id)),
    ),
    order: [{ column: 'startAt', direction: 'asc' }],
  });
  if (!other) return null;
  if (asked === 'accept' || ctx.origin === 'sync' || ctx.origin === 'import') return other.id;
  throw fieldError('APPOINTMENT_OVERLAP', at('startAt'), 'overlap', 'overlaps another appointment of this person', {
    appointmentId: other.id,
    startAt: other.startAt,
    endAt: other.endAt,
  });
}
