import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { newValues } from '../fields/changes.ts';
import { inChanges } from '../fields/field-errors.ts';
import { rowId } from '../fields/value-fields.ts';
import { editRows, editedCells } from './edit-lead.ts';
import { visibleLead } from './lead-access.ts';
import { leadChanges } from './lead-fields.ts';

const args = z.object({
  id: rowId,
  changes: leadChanges,
  /** What to do when a new address is another lead's. Default: refuse. */
  onDuplicate: z.enum(['refuse', 'accept']).optional(),
});

/**
 * Changes fields of a lead. Values that are as they were change nothing.
 * Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE (trashed), VALIDATION_FAILED, UNKNOWN_SOURCE, UNKNOWN_ASSIGNEE, EMAIL_TAKEN
 * and DUPLICATE.
 */
export const leadUpdate = defineMutator({
  name: 'lead.update',
  args,
  edits: 'leads',
  *decide({ id, changes, onDuplicate }, ctx) {
    const lead = yield* visibleLead(id, ctx);
    const edited = yield* editedCells([lead], newValues(changes), { onDuplicate, at: inChanges }, ctx);
    return editRows(ctx, lead, edited.get(lead)!);
  },
});
