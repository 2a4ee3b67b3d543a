import { Hono } from 'hono';
import { endpoint } from '../http/endpoint.ts';
import { jsonSchemaOf } from '../openapi/json-schema.ts';
import { nothing, replies } from '../openapi/replies.ts';
import type { z } from 'zod';
import { sessionReply, signInReply, signInRequest, type SessionReply } from '../../core/protocol/session.ts';
import { authenticate, bearerOf } from '../http/authenticate.ts';
import type { DirectorySession } from '../auth/directory.ts';
import { clientAddress } from '../http/deps.ts';
import { requestInfo } from '../http/request-info.ts';
import type { AppContext, AppDeps, AppEnv, Caller } from '../http/deps.ts';
import { HttpProblem } from '../http/problem.ts';

const tag = 'session';
const signIn = {
  id: 'signIn',
  tag,
  summary: 'Sign in with an address and a password',
  isPublic: true,
  reply: replies(jsonSchemaOf(signInReply, 'output')),
  bodyOptions: { limitBytes: 16 * 1024 },
  problems: ['WRONG_CREDENTIALS', 'TOO_MANY_ATTEMPTS'],
} as const;

/** Signing in and out, and who the bearer is. */
export function sessionRoutes(deps: AppDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.post(
    '/sign-in',
    endpoint({ ...signIn, body: signInRequest }, async (c, { body }) => {
      const email = body.email.trim().toLowerCase();
      const address = clientAddress(c, deps.trustProxy);
      const waitSeconds = deps.limiter.begin(email, address);
      if (waitSeconds > 0) throw tooManyAttempts(waitSeconds);
      const session = await deps.directory.signIn(email, body.password, address, c.req.header('user-agent') ?? '');
      if (!session) throw new HttpProblem('WRONG_CREDENTIALS');
      deps.limiter.succeeded(email, address);
      await noteSignIn(c, deps, session);
      return c.json({ token: session.token, expiresAt: session.expiresAt } satisfies z.infer<typeof signInReply>);
    }),
  );
  routes.post(
    '/sign-out',
    endpoint({ id: 'signOut', tag, summary: 'End the session', reply: nothing }, async (c) => {
      const token = bearerOf(c);
      await deps.directory.signOut(token);
      deps.pokes.endSession(token);
      return c.body(null, 204);
    }),
  );
  const who = { id: 'getSession', tag, summary: 'Who the caller is, and where' };
  routes.get(
    '/session',
    authenticate(deps),
    endpoint({ ...who, reply: replies(jsonSchemaOf(sessionReply, 'output')) }, async (c) => {
      const { user, organization } = c.var.caller;
      const organizations = await organizationsOf(deps, c.var.caller);
      const reply: SessionReply = {
        user,
        organization,
        organizations: [...organizations],
        serverId: deps.directory.serverId,
      };
      return c.json(reply);
    }),
  );
  return routes;
}

/** The directory's copy of the name follows the organization's own, which a device may have changed. */
async function organizationsOf({ directory }: AppDeps, { user, organization }: Caller) {
  const listed = await directory.organizationsOf(user.id);
  const current = listed.find(({ id }) => id === organization.id);
  if (current && current.name !== organization.name) {
    await directory.renameOrganization(organization.id, organization.name);
  }
  return listed.map(({ id, name }) => ({ id, name: id === organization.id ? organization.name : name }));
}

/** Tells each organization of the person that they have signed in (D4). */
async function noteSignIn(c: AppContext, deps: AppDeps, { id, userId }: DirectorySession): Promise<void> {
  const [request, now] = [requestInfo(c, deps.trustProxy), deps.now()];
  const deed = { event: 'session.signedIn', deedId: `${request.id}:session.signedIn`, by: userId };
  const event = { ...deed, at: now, receivedAt: now, request, entity: 'sessions', entityId: id, changes: {} };
  for (const organization of await deps.directory.organizationsOf(userId)) {
    await (await deps.stores.open(organization.id)).execute('audit.note', event);
  }
}

/** The refusal of an attempt that is not even looked at. */
export function tooManyAttempts(retryAfterSeconds: number): HttpProblem {
  return new HttpProblem('TOO_MANY_ATTEMPTS', {
    details: { retryAfterSeconds },
    headers: { 'retry-after': String(retryAfterSeconds) },
  });
}
