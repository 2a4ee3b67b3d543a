import { Hono } from 'hono';
import { endpoint } from '../http/endpoint.ts';
import { row } from '../openapi/json-schema.ts';
import { creates, nothing, replies, whole } from '../openapi/replies.ts';
import { z } from 'zod';
import { mayActOn } from '../../core/domain/access/rank.ts';
import { requiredEmail, requiredText } from '../../core/domain/fields/text-fields.ts';
import { rowId } from '../../core/domain/fields/value-fields.ts';
import { userCreate } from '../../core/domain/people/user-create.ts';
import { userUpdate } from '../../core/domain/people/user-update.ts';
import { roles } from '../../core/kernel/mutator.ts';
import { workspace } from '../../core/queries/workspace.ts';
import { passwordError, type PasswordOwner } from '../auth/password-rules.ts';
import { addPerson, ForeignAccountError, setPersonPassword } from '../auth/people.ts';
import { noteEvent, requireGrant, requireSession } from '../http/caller.ts';
import { authenticate } from '../http/authenticate.ts';
import type { AppDeps, AppEnv, Caller } from '../http/deps.ts';
import { HttpProblem } from '../http/problem.ts';
import { Doors } from './doors.ts';
import { plainChanges } from './plain-changes.ts';
import { requireId, toResource, type Resource } from './resource.ts';

const password = z.string().max(4096);
const newUserBody = z.strictObject({
  id: rowId.optional(),
  name: requiredText(),
  email: requiredEmail,
  role: z.enum(roles),
  password,
  color: z.string().optional(),
});
const passwordBody = z.strictObject({ password });
const userBody = z.strictObject({
  name: requiredText().optional(),
  color: z.string().optional(),
  role: z.enum(roles).optional(),
  active: z.boolean().optional(),
});

const tag = 'people';
const setPassword = {
  id: 'setPassword',
  tag,
  summary: 'Give a person another password',
  reply: nothing,
  problems: ['SESSION_REQUIRED'],
} as const;

/** People of the organization, with their sign-in. */
export function userRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();
  routes.use('/*', authenticate(deps));

  const list = { id: 'listUsers', tag, summary: 'Everybody in the organization', reply: whole(row('users')) };
  routes.get(
    '/',
    endpoint(list, async (c) => {
      const { users } = await doors.ask(c.var.caller, workspace, {});
      return c.json({ items: users.map((user) => toResource('users', user)), total: users.length });
    }),
  );

  const create = { id: 'createUser', tag, summary: 'Add a person, with their sign-in', reply: creates(row('users')) };
  routes.post(
    '/',
    endpoint({ ...create, body: newUserBody, problems: ['EMAIL_TAKEN', 'ID_TAKEN'] }, async (c, { body }) => {
      const { caller } = c.var;
      // Asked before anything else: whether an address has an account is nobody else's business.
      requireGrant(caller, 'people:edit');
      const { password, ...person } = body;
      requireGoodPassword(password, person);
      const account = { ...person, id: person.id ?? doors.newId(), password };
      const id = await addPerson(deps.directory, caller.organization.id, account, (id) =>
        doors.mutate(caller, userCreate, { ...person, id }),
      );
      c.header('location', `/v1/users/${id}`);
      return c.json(await user(caller, doors, id), 201);
    }),
  );

  routes.put(
    '/:id/password',
    endpoint({ ...setPassword, body: passwordBody }, async (c, { body }) => {
      await givePassword(deps, c.var.caller, c.req.param('id')!, body.password);
      return c.body(null, 204);
    }),
  );

  routes.get(
    '/:id',
    endpoint({ id: 'getUser', tag, summary: 'One person', reply: replies(row('users')) }, async (c) =>
      c.json(await user(c.var.caller, doors, requireId(c.req.param('id')!))),
    ),
  );

  const update = {
    id: 'updateUser',
    tag,
    summary: 'Change a person, or deactivate them',
    reply: replies(row('users')),
  };
  routes.patch(
    '/:id',
    endpoint({ ...update, body: userBody, problems: ['LAST_OWNER'] }, async (c, { body }) => {
      const id = requireId(c.req.param('id')!);
      const { active, ...values } = body;
      const changes = plainChanges({ ...values, active: active === undefined ? undefined : Number(active) });
      await doors.mutate(c.var.caller, userUpdate, { id, changes });
      return c.json(await user(c.var.caller, doors, id));
    }),
  );

  return routes;
}

/** Gives a person another password, and ends their sessions. @throws HttpProblem 400, 403, 404 */
async function givePassword(deps: AppDeps, caller: Caller, userId: string, password: string): Promise<void> {
  requireSession(caller);
  requireGrant(caller, 'people:edit');
  const target = (await caller.store.execute('session', { userId }))?.user;
  if (!target) throw new HttpProblem('NOT_FOUND');
  if (!mayActOn(caller.user.role, target.role)) throw forbidden();
  const { id, name, email } = target;
  requireGoodPassword(password, target);
  try {
    await setPersonPassword(deps.directory, caller.organization.id, { id, name, email, password });
  } catch (cause) {
    if (cause instanceof ForeignAccountError) throw forbidden();
    throw cause;
  }
  await noteEvent(caller, 'user.passwordSet', { entity: 'users', entityId: id }, deps.now());
}

/** @throws HttpProblem 404 */
async function user(caller: Caller, doors: Doors, id: string): Promise<Resource> {
  const found = (await doors.ask(caller, workspace, {})).users.find((row) => row.id === id);
  if (!found) throw new HttpProblem('NOT_FOUND');
  return toResource('users', found);
}

/** @throws HttpProblem 400 */
function requireGoodPassword(given: string, owner: PasswordOwner): void {
  const error = passwordError(given, owner);
  if (error) throw new HttpProblem('VALIDATION_FAILED', { errors: [error] });
}

function forbidden(): HttpProblem {
  return new HttpProblem('FORBIDDEN', { details: { permission: 'people:edit' } });
}
