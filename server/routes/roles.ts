import { Hono } from 'hono';
import { endpoint } from '../http/endpoint.ts';
import { anyObject, arrayOf, object, text } from '../openapi/json-schema.ts';
import { replies, whole } from '../openapi/replies.ts';
import { z } from 'zod';
import { permissions } from '../../core/domain/access/permissions.ts';
import { roleSetPermissions } from '../../core/domain/access/role-permissions.ts';
import { roles } from '../../core/kernel/mutator.ts';
import { roleList, type RoleItem } from '../../core/queries/role-list.ts';
import { authenticate } from '../http/authenticate.ts';
import type { AppContext, AppDeps, AppEnv } from '../http/deps.ts';
import { HttpProblem } from '../http/problem.ts';
import { Doors } from './doors.ts';

/** `{ "permissions": { "leads:delete": false, "import:run": null } }`; null: as by default. */
const roleBody = z.strictObject({ permissions: z.partialRecord(z.enum(permissions), z.boolean().nullable()) });

const tag = 'people';
const shape = object({ role: text, permissions: anyObject, changed: arrayOf(text) });

/** B3. `/v1/roles`: what each role may do in this organization. */
export function roleRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();
  routes.use('/*', authenticate(deps));

  const list = { id: 'listRoles', tag, summary: 'What each role may do here', reply: whole(shape) };
  routes.get(
    '/',
    endpoint(list, async (c) => {
      const items = (await doors.ask(c.var.caller, roleList, {})).map(shown);
      return c.json({ items, total: items.length });
    }),
  );

  const one = { id: 'getRole', tag, summary: 'What a role may do here', reply: replies(shape) };
  routes.get(
    '/:role',
    endpoint(one, async (c) => c.json(shown(await named(c, doors)))),
  );

  const update = { id: 'updateRole', tag, summary: 'Allow a role something, or forbid it', reply: replies(shape) };
  routes.patch(
    '/:role',
    endpoint({ ...update, body: roleBody }, async (c, { body }) => {
      const { role } = await named(c, doors);
      const { permissions: given } = body;
      const changes = Object.entries(given).map(([permission, allowed]) => ({
        permission,
        allowed: allowed === null ? null : Number(allowed),
      }));
      if (changes.length > 0) await doors.mutate(c.var.caller, roleSetPermissions, { role, permissions: changes });
      return c.json(shown(await named(c, doors)));
    }),
  );

  return routes;
}

/** @throws HttpProblem 404 for what is no role */
async function named(c: AppContext, doors: Doors): Promise<RoleItem> {
  const role = roles.find((known) => known === c.req.param('role'));
  if (!role) throw new HttpProblem('NOT_FOUND');
  return (await doors.ask(c.var.caller, roleList, {})).find((item) => item.role === role)!;
}

function shown({ role, permissions: items }: RoleItem): object {
  return {
    role,
    permissions: Object.fromEntries(items.map(({ permission, allowed }) => [permission, allowed])),
    changed: items.filter(({ allowed, usual }) => allowed !== usual).map(({ permission }) => permission),
  };
}
