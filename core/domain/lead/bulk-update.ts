import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { optionalFields } from '../fields/changes.ts';
import type { FieldPath } from '../fields/field-errors.ts';
import { rowIds } from '../fields/value-fields.ts';
import { overwriteLeads } from './edit-lead.ts';
import { visibleLeadsNamed } from './lead-access.ts';
import { bulkLeadFields } from './lead-fields.ts';

const args = z.object({
  ids: rowIds,
  /** The new values; what identifies one person (name, address, numbers) cannot be set on many. */
  changes: z.object(optionalFields(bulkLeadFields)),
});

const inBulkChanges: FieldPath = (field) => `changes.${field}`;

/**
 * Sets the same values on many leads.
 * Refuses with UNKNOWN_LEADS, FORBIDDEN, WRONG_STATE (trashed), VALIDATION_FAILED, UNKNOWN_SOURCE, UNKNOWN_ASSIGNEE; then
 * nothing changes.
 */
export const leadBulkUpdate = defineMutator({
  name: 'lead.bulkUpdate',
  args,
  *decide({ ids, changes }, ctx) {
    const leads = yield* visibleLeadsNamed(ids, ctx);
    const overwrites = yield* overwriteLeads(leads, changes, { at: inBulkChanges }, ctx);
    return leads.flatMap((lead) => overwrites.get(lead)!.rows);
  },
});
