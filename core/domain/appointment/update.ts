import { z } from 'zod';
import { defineMutator, type MutationContext } from '../../kernel/mutator.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import { patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { meetUnseen } from '../conflict/meet-unseen.ts';
import { differingCells, newValues } from '../fields/changes.ts';
import { inChanges } from '../fields/field-errors.ts';
import { rowId } from '../fields/value-fields.ts';
import { touched } from '../lead/lead-access.ts';
import { historyOfChange } from '../lead/lead-history.ts';
import { checkPerson } from '../lead/lead-references.ts';
import { acceptsLate, refuseTrashed } from '../lead/lead-state.ts';
import { appointmentChanges, onOverlap, type AppointmentValues, type OnOverlap } from './appointment-fields.ts';
import { checkFuture, checkLength, findOverlap, visibleAppointment, type Appointment } from './appointment-rules.ts';

const args = z.object({ id: rowId, changes: appointmentChanges, onOverlap: onOverlap.optional() });

/**
 * Changes an appointment. Moving it (start or end) sets it `rescheduled` unless the change sets a status itself.
 * Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE (trashed lead), UNKNOWN_ASSIGNEE, VALIDATION_FAILED,
 * APPOINTMENT_END_BEFORE_START, APPOINTMENT_IN_PAST (only for a new start) and APPOINTMENT_OVERLAP.
 */
export const appointmentUpdate = defineMutator({
  name: 'appointment.update',
  args,
  edits: 'appointments',
  *decide({ id, changes, onOverlap: asked }, ctx) {
    const { appointment, lead } = yield* visibleAppointment(id, ctx);
    requirePermission(ctx, 'appointments:edit');
    if (!acceptsLate(ctx)) refuseTrashed([lead]);
    const values = newValues(changes);
    // The status that comes with a move names no value that it replaces: what its author had not seen leaves a trace.
    const implied = differingCells(appointment, impliedStatus(appointment, values));
    const met = yield* meetUnseen('appointments', { ...appointment }, implied, ctx);
    const cells = differingCells(appointment, { ...values, ...(met.cells as AppointmentValues) });
    if (Object.keys(cells).length === 0) return [];
    const next = { ...appointment, ...(cells as Partial<Appointment>) };
    const overlapsId = yield* checkedOverlap(appointment, next, asked, ctx);
    const set = differingCells(appointment, { ...cells, overlapsId });
    return [
      patch('appointments', id, { ...(set as Partial<Appointment>), updatedAt: touched(appointment, ctx) }),
      ...historyOfChange(ctx, lead.id, 'appointmentChanged', appointment, cells),
      ...met.conflicts,
    ];
  },
});

/** A move that says nothing about the status reschedules. */
function impliedStatus(appointment: Appointment, values: AppointmentValues): AppointmentValues {
  const moves =
    (values.startAt !== undefined && values.startAt !== appointment.startAt) ||
    (values.endAt !== undefined && values.endAt !== appointment.endAt);
  return moves && values.status === undefined ? { status: 'rescheduled' } : {};
}

/** Checks what the change touches, and only that: an appointment of last week can still be marked fulfilled. */
function* checkedOverlap(
  before: Appointment,
  next: Appointment,
  asked: OnOverlap | undefined,
  ctx: MutationContext,
): ReadProgram<string | null> {
  const moved = next.startAt !== before.startAt || next.endAt !== before.endAt;
  const handed = next.ownerId !== before.ownerId;
  if (handed) yield* checkPerson(next.ownerId, ctx, inChanges('ownerId'));
  if (moved) checkLength(next, inChanges);
  if (next.startAt !== before.startAt) checkFuture(next, ctx, inChanges);
  if (next.status === 'cancelled') return null;
  const revived = before.status === 'cancelled';
  return moved || handed || revived ? yield* findOverlap(next, asked, ctx, inChanges) : before.overlapsId;
}
