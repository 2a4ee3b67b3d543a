import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { requirePermission } from '../access/permissions.ts';
import { longTextMax, requiredText } from '../fields/text-fields.ts';
import { rowId } from '../fields/value-fields.ts';
import { leadToAddTo, requireFreshId } from '../lead/lead-access.ts';
import { newNote } from './note-rows.ts';

const args = z.object({ id: rowId, leadId: rowId, body: requiredText(longTextMax) });

/**
 * Writes a note on a lead, 1 to 10,000 characters.
 * Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE (trashed lead), ID_TAKEN.
 */
export const noteAdd = defineMutator({
  name: 'note.add',
  args,
  *decide({ id, leadId, body }, ctx) {
    const lead = yield* leadToAddTo(leadId, ctx);
    requirePermission(ctx, 'notes:create');
    yield* requireFreshId('notes', id);
    return newNote(ctx, lead.id, id, body);
  },
});
