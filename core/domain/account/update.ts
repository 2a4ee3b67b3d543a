import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { patch } from '../../schema/typed-reads.ts';
import { visibleOwnedRow } from '../access/owned.ts';
import { requirePermission } from '../access/permissions.ts';
import { changesOf, differingCells, newValues } from '../fields/changes.ts';
import { inChanges } from '../fields/field-errors.ts';
import { rowId } from '../fields/value-fields.ts';
import { touched } from '../lead/lead-access.ts';
import { accountFields, checkAccountReferences } from './account-fields.ts';

/**
 * Changes fields of an account.
 * Refuses with NOT_FOUND, FORBIDDEN, UNKNOWN_ASSIGNEE, VALIDATION_FAILED.
 */
export const accountUpdate = defineMutator({
  name: 'account.update',
  args: z.object({ id: rowId, changes: changesOf(accountFields) }),
  edits: 'accounts',
  *decide({ id, changes }, ctx) {
    const account = yield* visibleOwnedRow('accounts', id, ctx);
    requirePermission(ctx, 'accounts:edit');
    const cells = differingCells(account, newValues(changes));
    if (Object.keys(cells).length === 0) return [];
    yield* checkAccountReferences(id, cells, ctx, inChanges);
    return [patch('accounts', id, { ...cells, updatedAt: touched(account, ctx) })];
  },
});
