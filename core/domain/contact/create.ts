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
import { checkContactReferences, contactFields, requireContactName } from './contact-fields.ts';

/** What a new contact is made from. Without an owner it is the actor's. */
export const contactCreateArgs = z.object({ id: rowId, ...optionalFields(contactFields) });

/**
 * Makes a contact.
 * Refuses with FORBIDDEN, ID_TAKEN, UNKNOWN_ASSIGNEE, VALIDATION_FAILED.
 */
export const contactCreate = defineMutator({
  name: 'contact.create',
  args: contactCreateArgs,
  *decide(args, ctx) {
    return [insert('contacts', yield* newContactRow(args, ctx, topLevel))];
  },
});

/** The rule of `contact.create`, for mutators that make a contact together with something else. */
export function* newContactRow(
  { id, ...values }: z.output<typeof contactCreateArgs>,
  ctx: MutationContext,
  at: FieldPath,
): ReadProgram<Row> {
  requirePermission(ctx, 'contacts:edit');
  yield* requireFreshId('contacts', id, at('id'));
  yield* checkContactReferences(values, ctx, at);
  const cells = { phones: '[]', ownerId: ctx.actor.userId, ...toCells(values) };
  requireContactName(cells, at);
  return { ...cells, id, createdAt: ctx.now, createdBy: ctx.actor.userId, updatedAt: ctx.now };
}
