import { z } from 'zod';
import { defineMutator, type MutationContext } from '../../kernel/mutator.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { Row } from '../../kernel/rows.ts';
import { insert } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { optionalFields, toCells } from '../fields/changes.ts';
import { topLevel, type FieldPath } from '../fields/field-errors.ts';
import { rowId } from '../fields/value-fields.ts';
import { requireFreshId } from '../lead/lead-access.ts';
import { ownOrganization } from '../lead/lead-requirements.ts';
import { accountFields, checkAccountReferences } from './account-fields.ts';

/** What a new account is made from. Without an owner it is the actor's; without a currency it has the organization's. */
export const accountCreateArgs = z.object({ id: rowId, ...optionalFields(accountFields), name: accountFields.name });

/**
 * Makes an account.
 * Refuses with FORBIDDEN, ID_TAKEN, UNKNOWN_ASSIGNEE, VALIDATION_FAILED.
 */
export const accountCreate = defineMutator({
  name: 'account.create',
  args: accountCreateArgs,
  *decide(args, ctx) {
    return [insert('accounts', yield* newAccountRow(args, ctx, topLevel))];
  },
});

/** The rule of `account.create`, for mutators that make an account together with something else. */
export function* newAccountRow(
  { id, ...values }: z.output<typeof accountCreateArgs>,
  ctx: MutationContext,
  at: FieldPath,
): ReadProgram<Row> {
  requirePermission(ctx, 'accounts:edit');
  yield* requireFreshId('accounts', id, at('id'));
  yield* checkAccountReferences(id, values, ctx, at);
  const { currency } = yield* ownOrganization();
  const times = { createdAt: ctx.now, createdBy: ctx.actor.userId, updatedAt: ctx.now };
  return { currency, ownerId: ctx.actor.userId, ...toCells(values), ...times, id };
}
