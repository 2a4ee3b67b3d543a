import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { always } from '../../kernel/predicates.ts';
import { count, get, insert, patch } from '../../schema/typed-reads.ts';
import { differingCells } from '../fields/changes.ts';
import { requiredEmail, requiredText } from '../fields/text-fields.ts';
import { flagValue, rowId } from '../fields/value-fields.ts';
import { requireFreeUserEmail } from '../people/user-rules.ts';
import { colorName, nthColor } from '../pipeline/colors.ts';
import { importContext } from './import-rows.ts';

const args = z.object({
  id: rowId,
  name: requiredText(),
  email: requiredEmail,
  role: z.enum(['rep', 'manager']),
  /** Default: 1. */
  active: flagValue.optional(),
  color: colorName.optional(),
});

/**
 * Imports a person. Of one who is here already only name and colour are written: roles are given by people.
 * Refuses with FORBIDDEN, EMAIL_TAKEN naming the other person, ID_TAKEN (another address), VALIDATION_FAILED.
 */
export const importUser = defineMutator({
  name: 'import.user',
  args,
  *decide({ id, name, email, role, active = 1, color }, ctx) {
    importContext(ctx);
    const user = yield* get('users', id);
    if (user) {
      if (user.email !== email) throw new DomainError('ID_TAKEN', { entity: 'users', id, email: user.email });
      const cells = differingCells(user, { name, color });
      return Object.keys(cells).length === 0 ? [] : [patch('users', id, cells)];
    }
    yield* requireFreeUserEmail(id, email);
    const chosen = color ?? nthColor(yield* count('users', always));
    return [insert('users', { id, name, email, role, active, color: chosen, createdAt: ctx.now })];
  },
});
