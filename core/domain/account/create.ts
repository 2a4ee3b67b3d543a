import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { insert } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { optionalFields, toCells } from '../fields/changes.ts';
import { topLevel } from '../fields/field-errors.ts';
import { rowId } from '../fields/value-fields.ts';
import { requireFreshId } from '../lead/lead-access.ts';
import { ownOrganization } from '../lead/lead-requirements.ts';
import { accountFields, checkAccountReferences } from './account-fields.ts';

const args = z.object({ id: rowId, ...optionalFields(accountFields), name: accountFields.name });

/**
 * Makes an account. Without an owner it is the actor's; without a currency it has the organization's.
 * Refuses with FORBIDDEN, ID_TAKEN, UNKNOWN_ASSIGNEE, VALIDATION_FAILED.
 */
export const accountCreate = defineMutator({
  name: 'account.create',
  args,
  *decide({ id, ...values }, ctx) {
    requirePermission(ctx, 'accounts:edit');
    yield* requireFreshId('accounts', id);
    yield* checkAccountReferences(id, values, ctx, topLevel);
    const { currency } = yield* ownOrganization();
    const times = { createdAt: ctx.now, createdBy: ctx.actor.userId, updatedAt: ctx.now };
    return [insert('accounts', { currency, ownerId: ctx.actor.userId, ...toCells(values), ...times, id })];
  },
});
