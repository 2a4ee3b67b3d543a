import { DomainError } from '../../kernel/errors.ts';
import type { MutationContext, Role } from '../../kernel/mutator.ts';

/** Every action that a role may be granted or refused. */
export const permissions = [
  'leads:create',
  'leads:edit',
  'leads:assign',
  'leads:delete',
  'appointments:edit',
  'notes:create',
  'activities:create',
  'documents:edit',
  'contacts:edit',
  'accounts:edit',
  'opportunities:edit',
  'settings:edit',
  'people:edit',
  'import:run',
] as const;

export type Permission = (typeof permissions)[number];

const everyday: readonly Permission[] = [
  'leads:create',
  'leads:edit',
  'leads:assign',
  'leads:delete',
  'appointments:edit',
  'notes:create',
  'activities:create',
  'documents:edit',
  'contacts:edit',
  'accounts:edit',
  'opportunities:edit',
];

const granted: Record<Role, ReadonlySet<Permission>> = {
  owner: new Set(permissions),
  admin: new Set(permissions),
  manager: new Set([...everyday, 'import:run']),
  rep: new Set(everyday),
};

/** @returns whether a role may do something; screens disable what it may not */
export function isPermitted(role: Role, permission: Permission): boolean {
  return granted[role].has(permission);
}

/** @throws DomainError FORBIDDEN naming the missing permission */
export function requirePermission(ctx: MutationContext, permission: Permission): void {
  if (!isPermitted(ctx.actor.role, permission)) throw new DomainError('FORBIDDEN', { permission });
}
