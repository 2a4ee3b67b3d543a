import { Hono } from 'hono';
import { endpoint } from '../http/endpoint.ts';
import { row } from '../openapi/json-schema.ts';
import { creates, nothing, whole } from '../openapi/replies.ts';
import { z } from 'zod';
import { mayActOn } from '../../core/domain/access/rank.ts';
import { requiredEmail, requiredText } from '../../core/domain/fields/text-fields.ts';
import { rowId } from '../../core/domain/fields/value-fields.ts';
import { userCreate } from '../../core/domain/people/user-create.ts';
import { roles } from '../../core/kernel/mutator.ts';
import { workspace } from '../../core/queries/workspace.ts';
import { minPasswordLength } from '../auth/auth.ts';
import { addPerson, ForeignAccountError, setPersonPassword } from '../auth/people.ts';
import { requireGrant, requireSession } from '../http/caller.ts';
import { authenticate } from '../http/authenticate.ts';
import type { AppDeps, AppEnv } from '../http/deps.ts';
import { HttpProblem } from '../http/problem.ts';
import { Doors } from './doors.ts';
import { toResource } from './resource.ts';

const password = z.string().min(minPasswordLength).max(1024);
const newUserBody = z.strictObject({
  id: rowId.optional(),
  name: requiredText(),
  email: requiredEmail,
  role: z.enum(roles),
  password,
  color: z.string().optional(),
});
const passwordBody = z.strictObject({ password });

const tag = 'people';

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
      const account = { ...person, id: person.id ?? doors.newId(), password };
      const id = await addPerson(deps.directory, caller.organization.id, account, (id) =>
        doors.mutate(caller, userCreate, { ...person, id }),
      );
      const { users } = await doors.ask(caller, workspace, {});
      c.header('location', `/v1/users/${id}`);
      return c.json(
        toResource(
          'users',
          users.find((user) => user.id === id)!,
        ),
        201,
      );
    }),
  );

  const setPassword = { id: 'setPassword', tag, summary: 'Give a person another password', reply: nothing };
  routes.put(
    '/:id/password',
    endpoint({ ...setPassword, body: passwordBody, problems: ['SESSION_REQUIRED'] }, async (c, { body }) => {
      const { caller } = c.var;
      requireSession(caller);
      requireGrant(caller, 'people:edit');
      const target = (await caller.store.execute('session', { userId: c.req.param('id')! }))?.user;
      if (!target) throw new HttpProblem('NOT_FOUND');
      if (!mayActOn(caller.user.role, target.role)) throw forbidden();
      const { id, name, email } = target;
      try {
        await setPersonPassword(deps.directory, caller.organization.id, { id, name, email, ...body });
      } catch (cause) {
        if (cause instanceof ForeignAccountError) throw forbidden();
        throw cause;
      }
      return c.body(null, 204);
    }),
  );

  return routes;
}

function forbidden(): HttpProblem {
  return new HttpProblem('FORBIDDEN', { details: { permission: 'people:edit' } });
}
