import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { remove } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { rowId } from '../fields/value-fields.ts';
import { historyRow } from '../lead/lead-history.ts';
import { visibleAppointment } from './appointment-rules.ts';

/**
 * Deletes an appointment.
 * Refuses with NOT_FOUND, FORBIDDEN.
 */
export const appointmentRemove = defineMutator({
  name: 'appointment.remove',
  args: z.object({ id: rowId }),
  *decide({ id }, ctx) {
    const { appointment, lead } = yield* visibleAppointment(id, ctx);
    requirePermission(ctx, 'appointments:edit');
    return [
      remove('appointments', id),
      historyRow(ctx, lead.id, { event: 'appointmentRemoved', from: appointment.startAt }),
    ];
  },
});
