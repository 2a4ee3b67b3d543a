import { z } from 'zod';
import { permissions, permissionsOf, type Permission } from '../domain/access/permissions.ts';
import { roles, type Role } from '../kernel/mutator.ts';
import { defineQuery, rowsOf, type QueryProgram } from './define-query.ts';

const params = z.strictObject({});

/** What a role may do in this organization, and whether that is what it may do by default. */
export type RoleItem = {
  readonly role: Role;
  readonly permissions: readonly {
    readonly permission: Permission;
    readonly allowed: boolean;
    readonly usual: boolean;
  }[];
};

/** Every role with every permission, from the highest role down. */
export const roleList = defineQuery<z.output<typeof params>, readonly RoleItem[]>({
  name: 'roleList',
  params,
  reads: ['rolePermissions'],
  *run(_params, env): QueryProgram<readonly RoleItem[]> {
    const from = env.db.selectFrom('rolePermissions as r').select(['r.role', 'r.permission', 'r.allowed']);
    const rows = yield* rowsOf(from);
    const decided = new Map(rows.map(({ role, permission, allowed }) => [`${role} ${permission}`, allowed === 1]));
    return roles.map((role) => {
      const usual = new Set(permissionsOf(role));
      return {
        role,
        permissions: permissions.map((permission) => ({
          permission,
          allowed: (role === 'owner' ? undefined : decided.get(`${role} ${permission}`)) ?? usual.has(permission),
          usual: usual.has(permission),
        })),
      };
    });
  },
});
