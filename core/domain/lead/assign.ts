import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { topLevel } from '../fields/field-errors.ts';
import { optionalRef, rowIds } from '../fields/value-fields.ts';
import { overwriteLeads } from './edit-lead.ts';
import { visibleLeadsNamed } from './lead-access.ts';

const args = z.object({
  ids: rowIds,
  /** NULL: nobody. */
  assigneeId: optionalRef,
  teamId: optionalRef.optional(),
});

/**
 * Gives leads to a person, and to a team when one is named.
 * Refuses with UNKNOWN_LEADS, FORBIDDEN, WRONG_STATE (trashed), UNKNOWN_ASSIGNEE, VALIDATION_FAILED; then nothing changes.
 */
export const leadAssign = defineMutator({
  name: 'lead.assign',
  args,
  *decide({ ids, assigneeId, teamId }, ctx) {
    const leads = yield* visibleLeadsNamed(ids, ctx);
    const values = { assigneeId, ...(teamId === undefined ? {} : { teamId }) };
    const overwrites = yield* overwriteLeads(leads, values, { at: topLevel }, ctx);
    return leads.flatMap((lead) => overwrites.get(lead)!.rows);
  },
});
