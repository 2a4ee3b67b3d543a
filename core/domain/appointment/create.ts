import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { insert } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { topLevel } from '../fields/field-errors.ts';
import { rowId } from '../fields/value-fields.ts';
import { leadToAddTo, requireFreshId } from '../lead/lead-access.ts';
import { historyRow } from '../lead/lead-history.ts';
import { checkPerson } from '../lead/lead-references.ts';
import { refuseInactive } from '../lead/lead-state.ts';
import { appointmentFields, defaultAppointmentNote, onOverlap } from './appointment-fields.ts';
import { checkFuture, checkLength, findOverlap } from './appointment-rules.ts';

const { ownerId, startAt, endAt, note, location, status } = appointmentFields;

const args = z.object({
  id: rowId,
  leadId: rowId,
  ownerId,
  /** Epoch milliseconds. */
  startAt,
  endAt,
  /** At most 200 characters. Default: "Prospect appointment". */
  note: note.optional(),
  location: location.optional(),
  /** Default: pending. */
  status: status.optional(),
  /** What to do when the person already has an appointment then. Default: refuse. */
  onOverlap: onOverlap.optional(),
});

/**
 * Books an appointment with a lead.
 * Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE (archived or trashed lead), ID_TAKEN, UNKNOWN_ASSIGNEE, VALIDATION_FAILED,
 * APPOINTMENT_END_BEFORE_START, APPOINTMENT_IN_PAST and APPOINTMENT_OVERLAP.
 */
export const appointmentCreate = defineMutator({
  name: 'appointment.create',
  args,
  *decide({ onOverlap: asked, ...given }, ctx) {
    const lead = yield* leadToAddTo(given.leadId, ctx);
    requirePermission(ctx, 'appointments:edit');
    refuseInactive(lead, ctx);
    yield* requireFreshId('appointments', given.id);
    yield* checkPerson(given.ownerId, ctx, 'ownerId');
    const slot = { ...given, leadId: lead.id, status: given.status ?? ('pending' as const) };
    checkLength(slot, topLevel);
    checkFuture(slot, ctx, topLevel);
    const overlapsId = yield* findOverlap(slot, asked, ctx, topLevel);
    const times = { createdAt: ctx.now, updatedAt: ctx.now, createdBy: ctx.actor.userId };
    return [
      insert('appointments', {
        ...slot,
        note: given.note ?? defaultAppointmentNote,
        location: given.location ?? null,
        overlapsId,
        ...times,
      }),
      historyRow(ctx, lead.id, { event: 'appointmentAdded', to: given.startAt }),
    ];
  },
});
