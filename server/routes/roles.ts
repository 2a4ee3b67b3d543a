import { Hono } from 'hono';
import { z } from 'zod';
import { permissions } from '../../core/domain/access/permissions.ts';
import { roleSetPermissions } from '../../core/domain/access/role-permissions.ts';
import { roles } from '../../core/kernel/mutator.ts';
import { roleList, type RoleItem } from '../../core/queries/role-list.ts';
import { authenticate } from '../http/authenticate.ts';
import type { AppContext, AppDeps, AppEnv } from '../http/deps.ts';
import { HttpProblem } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { Doors } from './doors.ts';

/** `{ "permissions": { "leads:delete": false, "import:run": null } }`; null: as by default. */
const roleBody = z.strictObject({ permissions: z.partialRecord(z.enum(permissions), z.boolean().nullable()) });

/** B3. `/v1/roles`: what each role may do in this organization. */
export function roleRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();
  routes.use('/*', authenticate(deps));

  routes.get('/', async (c) => {
    const items = (await doors.ask(c.var.caller, roleList, {})).map(shown);
    return c.json({ items, total: items.length });
  });

  routes.get('/:role', async (c) => c.json(shown(await named(c, doors))));

  routes.patch('/:role', async (c) => {
    const { role } = await named(c, doors);
    const { permissions: given } = await readJson(c, roleBody);
    const changes = Object.entries(given).map(([permission, allowed]) => ({
      permission,
      allowed: allowed === null ? null : Number(allowed),
    }));
    if (changes.length > 0) await doors.mutate(c.var.caller, roleSetPermissions, { role, permissions: changes });
    return c.json(shown(await named(c, doors)));
  });

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
