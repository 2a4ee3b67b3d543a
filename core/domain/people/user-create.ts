import { z } from 'zod';
import { defineMutator, roles } from '../../kernel/mutator.ts';
import { always } from '../../kernel/predicates.ts';
import { count, insert } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { requiredEmail, requiredText } from '../fields/text-fields.ts';
import { rowId } from '../fields/value-fields.ts';
import { requireFreshId } from '../lead/lead-access.ts';
import { colorName, nthColor } from '../pipeline/colors.ts';
import { requireFreeUserEmail, requireOwnerFor } from './user-rules.ts';

const args = z.object({
  id: rowId,
  name: requiredText(),
  email: requiredEmail,
  role: z.enum(roles),
  color: colorName.optional(),
});

/**
 * Takes a person into the organization. How they sign in is not decided here.
 * Refuses with FORBIDDEN, ID_TAKEN, EMAIL_TAKEN, VALIDATION_FAILED.
 */
export const userCreate = defineMutator({
  name: 'user.create',
  args,
  *decide({ id, name, email, role, color }, ctx) {
    requirePermission(ctx, 'people:edit');
    requireOwnerFor(ctx, role);
    yield* requireFreshId('users', id);
    yield* requireFreeUserEmail(id, email);
    const chosen = color ?? nthColor(yield* count('users', always));
    return [insert('users', { id, name, email, role, active: 1, color: chosen, createdAt: ctx.now })];
  },
});
