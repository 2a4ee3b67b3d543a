import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator, roles } from '../../kernel/mutator.ts';
import { get, patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { changesOf, differingCells, newValues } from '../fields/changes.ts';
import { requiredText } from '../fields/text-fields.ts';
import { flagValue, rowId } from '../fields/value-fields.ts';
import { colorName } from '../pipeline/colors.ts';
import { requireAnotherOwner, requireOwnerFor, type User } from './user-rules.ts';

const userFields = { name: requiredText(), color: colorName, role: z.enum(roles), active: flagValue } as const;

/** What people may change about themselves. */
const own = ['name', 'color'];

/**
 * Changes a person's name, colour, role, or whether they work here. The address belongs to the account they sign in with.
 * Refuses with NOT_FOUND, FORBIDDEN, LAST_OWNER, VALIDATION_FAILED.
 */
export const userUpdate = defineMutator({
  name: 'user.update',
  args: z.object({ id: rowId, changes: changesOf(userFields) }),
  edits: 'users',
  *decide({ id, changes }, ctx) {
    const user = yield* get('users', id);
    if (!user) throw new DomainError('NOT_FOUND', { entity: 'users', id });
    const cells = differingCells(user, newValues(changes)) as Partial<User>;
    if (Object.keys(cells).length === 0) return [];
    const onlyOwn = id === ctx.actor.userId && Object.keys(cells).every((field) => own.includes(field));
    if (!onlyOwn) {
      requirePermission(ctx, 'people:edit');
      requireOwnerFor(ctx, user.role, cells.role);
    }
    const next = { ...user, ...cells };
    const isActiveOwner = (row: User): boolean => row.role === 'owner' && row.active === 1;
    if (isActiveOwner(user) && !isActiveOwner(next)) yield* requireAnotherOwner(user);
    return [patch('users', id, cells)];
  },
});
