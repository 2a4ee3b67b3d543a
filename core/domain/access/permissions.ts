import { DomainError } from '../../kernel/errors.ts';
import type { Actor, MutationContext, Role } from '../../kernel/mutator.ts';

/** Every action that a role may be granted or refused. */
export const permissions = [
  'leads:view',
  'contacts:view',
  'accounts:view',
  'opportunities:view',
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
  'apiKeys:edit',
  'roles:edit',
  'audit:view',
] as const;

export type Permission = (typeof permissions)[number];

const everyday: readonly Permission[] = [
  'leads:view',
  'contacts:view',
  'accounts:view',
  'opportunities:view',
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

/** @returns what a role may do, in the order of `permissions` */
export function permissionsOf(role: Role): readonly Permission[] {
  return permissions.filter((permission) => granted[role].has(permission));
}

/** @returns whether somebody may do something; screens disable what they may not */
export function isPermitted(actor: Pick<Actor, 'role' | 'permissions'>, permission: Permission): boolean {
  return actor.permissions ? actor.permissions.includes(permission) : granted[actor.role].has(permission);
}

/** @throws DomainError FORBIDDEN naming the missing permission */
export function requirePermission(ctx: MutationContext, permission: Permission): void {
  if (!isPermitted(ctx.actor, permission)) throw new DomainError('FORBIDDEN', { permission });
}
