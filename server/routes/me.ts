import { Hono } from 'hono';
import { z } from 'zod';
import { requiredText } from '../../core/domain/fields/text-fields.ts';
import { userUpdate } from '../../core/domain/people/user-update.ts';
import { workspace } from '../../core/queries/workspace.ts';
import { passwordError } from '../auth/password-rules.ts';
import { authenticate } from '../http/authenticate.ts';
import { noteEvent, requireSession } from '../http/caller.ts';
import { clientAddress } from '../http/deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { anyObject } from '../openapi/json-schema.ts';
import { nothing, replies, whole } from '../openapi/replies.ts';
import type { AppContext, AppDeps, AppEnv, Caller } from '../http/deps.ts';
import { HttpProblem } from '../http/problem.ts';
import { Doors } from './doors.ts';
import { plainChanges } from './plain-changes.ts';
import { toResource } from './resource.ts';
import { tooManyAttempts } from './session.ts';

const profileBody = z.strictObject({ name: requiredText().optional(), color: z.string().optional() });
const passwordBody = z.strictObject({ current: z.string().max(1024), password: z.string().max(1024 * 4) });

const tag = 'people';

/** A18. `/v1/me`: the caller's own profile, password and sessions. */
export function meRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();
  routes.use('/*', authenticate(deps));

  const one = { id: 'getMe', tag, summary: 'Who the caller is, and what they may do', reply: replies() };
  routes.get(
    '/',
    endpoint(one, async (c) => c.json(await profile(c.var.caller, doors))),
  );

  const update = { id: 'updateMe', tag, summary: 'Change the own name or colour', reply: replies() };
  routes.patch(
    '/',
    endpoint({ ...update, body: profileBody }, async (c, { body }) => {
      requireSession(c.var.caller);
      await doors.mutate(c.var.caller, userUpdate, { id: c.var.caller.user.id, changes: plainChanges(body) });
      return c.json(await profile(c.var.caller, doors));
    }),
  );

  const change = { id: 'changePassword', tag, summary: 'Change the own password; other sessions end', reply: nothing };
  routes.put(
    '/password',
    endpoint(
      { ...change, body: passwordBody, problems: ['TOO_MANY_ATTEMPTS', 'SESSION_REQUIRED'] },
      async (c, { body }) => {
        await changePassword(c, deps, body);
        return c.body(null, 204);
      },
    ),
  );

  const sessions = { id: 'listSessions', tag, summary: 'The own sessions', reply: whole(anyObject) };
  routes.get(
    '/sessions',
    endpoint({ ...sessions, problems: ['SESSION_REQUIRED'] }, async (c) => {
      const { id: current } = requireSession(c.var.caller);
      const found = await deps.directory.sessionsOf(c.var.caller.user.id);
      const items = found.map(({ token: _token, ...session }) => ({ ...session, isCurrent: session.id === current }));
      return c.json({ items, total: items.length });
    }),
  );

  const end = { id: 'endSession', tag, summary: 'End one of the own sessions', reply: nothing };
  routes.delete(
    '/sessions/:id',
    endpoint({ ...end, problems: ['SESSION_REQUIRED'] }, async (c) => {
      const { caller } = c.var;
      requireSession(caller);
      const entityId = c.req.param('id')!;
      const token = await deps.directory.endSession(caller.user.id, entityId);
      if (token === undefined) throw new HttpProblem('NOT_FOUND');
      deps.pokes.endSession(token);
      await noteEvent(caller, 'session.ended', { entity: 'sessions', entityId }, deps.now());
      return c.body(null, 204);
    }),
  );

  return routes;
}

type PasswordChange = z.infer<typeof passwordBody>;

/** @throws HttpProblem 400, 403, 429 */
async function changePassword(c: AppContext, deps: AppDeps, { current, password }: PasswordChange): Promise<void> {
  const { caller } = c.var;
  const { token } = requireSession(caller);
  // Whoever has found an open session must not guess at leisure.
  const address = clientAddress(c, deps.trustProxy);
  const waitSeconds = deps.limiter.begin(caller.user.email, address);
  if (waitSeconds > 0) throw tooManyAttempts(waitSeconds);
  if (!(await deps.directory.isPassword(caller.user.id, current))) {
    const errors = [{ field: 'current', code: 'wrong', message: 'is not your password' }];
    throw new HttpProblem('VALIDATION_FAILED', { errors });
  }
  deps.limiter.succeeded(caller.user.email, address);
  const error = passwordError(password, caller.user);
  if (error) throw new HttpProblem('VALIDATION_FAILED', { errors: [error] });
  const ended = await deps.directory.changePassword(caller.user.id, password, token);
  for (const other of ended) deps.pokes.endSession(other);
  await noteEvent(caller, 'user.passwordChanged', { entity: 'users', entityId: caller.user.id }, deps.now());
}

async function profile(caller: Caller, doors: Doors): Promise<object> {
  const { me } = await doors.ask(caller, workspace, {});
  const { organization, permissions, apiKey, user } = caller;
  return { ...(me && toResource('users', me)), role: user.role, permissions, organization, apiKey: apiKey ?? null };
}
