import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { patch } from '../../schema/typed-reads.ts';
import { visibleOwnedRow } from '../access/owned.ts';
import { requirePermission } from '../access/permissions.ts';
import { changesOf, differingCells, newValues } from '../fields/changes.ts';
import { inChanges } from '../fields/field-errors.ts';
import { rowId } from '../fields/value-fields.ts';
import { touched } from '../lead/lead-access.ts';
import { checkContactReferences, contactFields, requireContactName } from './contact-fields.ts';

/**
 * Changes fields of a contact.
 * Refuses with NOT_FOUND, FORBIDDEN, UNKNOWN_ASSIGNEE, VALIDATION_FAILED.
 */
export const contactUpdate = defineMutator({
  name: 'contact.update',
  args: z.object({ id: rowId, changes: changesOf(contactFields) }),
  edits: 'contacts',
  *decide({ id, changes }, ctx) {
    const contact = yield* visibleOwnedRow('contacts', id, ctx);
    requirePermission(ctx, 'contacts:edit');
    const cells = differingCells(contact, newValues(changes));
    if (Object.keys(cells).length === 0) return [];
    yield* checkContactReferences(cells, ctx, inChanges);
    requireContactName({ ...contact, ...cells }, inChanges);
    return [patch('contacts', id, { ...cells, updatedAt: touched(contact, ctx) })];
  },
});
