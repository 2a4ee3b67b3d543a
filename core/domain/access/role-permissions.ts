import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { derivedUuid } from '../../kernel/ids.ts';
import { defineMutator, roles, type Role } from '../../kernel/mutator.ts';
import { eq } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { RowChange } from '../../kernel/rows.ts';
import { get, insert, patch, range, remove } from '../../schema/typed-reads.ts';
import { flagValue } from '../fields/value-fields.ts';
import { permissions, permissionsOf, requirePermission, type Permission } from './permissions.ts';

/** The id of the row that says whether a role has a permission: there is one for each pair. */
export function rolePermissionId(role: Role, permission: Permission): string {
  return derivedUuid('rolePermissions', role, permission);
}

/**
 * What the organization lets a role do.
 * @returns undefined where it is what the role may do by default; an owner's rights cannot be taken away
 */
export function* grantedTo(role: Role): ReadProgram<readonly Permission[] | undefined> {
  if (role === 'owner') return undefined;
  const rows = yield* range('rolePermissions', { where: eq('role', role) });
  if (rows.length === 0) return undefined;
  const decided = new Map(rows.map(({ permission, allowed }) => [permission, allowed === 1]));
  const usual = new Set(permissionsOf(role));
  return permissions.filter((permission) => decided.get(permission) ?? usual.has(permission));
}

const args = z.object({
  role: z.enum(roles),
  permissions: z
    .array(
      z.object({
        permission: z.enum(permissions),
        /** NULL: as by default. */
        allowed: flagValue.nullable(),
      }),
    )
    .min(1),
});

/**
 * Grants permissions to a role, or takes them away. Nobody changes their own role or one above, or grants what they may not do.
 * Refuses with FORBIDDEN, VALIDATION_FAILED (an owner's rights stay).
 */
export const roleSetPermissions = defineMutator({
  name: 'role.setPermissions',
  args,
  *decide({ role, permissions: given }, ctx) {
    requirePermission(ctx, 'roles:edit');
    if (role === 'owner') {
      const field = { field: 'role', code: 'owner', message: 'An owner may do everything' };
      throw new DomainError('VALIDATION_FAILED', {}, [field]);
    }
    if (roles.indexOf(ctx.actor.role) >= roles.indexOf(role)) throw new DomainError('FORBIDDEN', { role });
    const changes: RowChange[] = [];
    // Of a permission that is named twice the last counts.
    for (const [permission, allowed] of new Map(given.map((one) => [one.permission, one.allowed]))) {
      const usually = permissionsOf(role).includes(permission);
      if (allowed === 1 || (allowed === null && usually)) requirePermission(ctx, permission);
      const id = rolePermissionId(role, permission);
      const row = yield* get('rolePermissions', id);
      if (!row && allowed !== null) {
        changes.push(insert('rolePermissions', { id, role, permission, allowed, createdAt: ctx.now }));
      } else if (row && allowed === null) changes.push(remove('rolePermissions', id));
      else if (row && allowed !== null && row.allowed !== allowed)
        changes.push(patch('rolePermissions', id, { allowed }));
    }
    return changes;
  },
});
