import { Hono } from 'hono';
import { endpoint } from '../http/endpoint.ts';
import { replies } from '../openapi/replies.ts';
import { clientAddressHeader } from '../auth/auth.ts';
import { clientAddress } from '../http/deps.ts';
import type { AppContext, AppDeps, AppEnv } from '../http/deps.ts';
import { HttpProblem } from '../http/problem.ts';

/**
 * The library's routes that concern nobody but the caller. The others would go round the mutators (members, names, roles)
 * or round the sign-in limits.
 */
const offered = [
  ['get', '/get-session', 'authSession', 'The session, as the sign-in library keeps it'],
  ['get', '/list-sessions', 'authSessions', 'All sessions of the caller'],
  ['post', '/revoke-session', 'authRevokeSession', 'End one session'],
  ['post', '/revoke-sessions', 'authRevokeSessions', 'End all sessions'],
  ['post', '/revoke-other-sessions', 'authRevokeOtherSessions', 'End all sessions but this one'],
] as const;

/** better-auth's own handler, as far as it is offered. */
export function authRoutes(deps: AppDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  for (const [method, path, id, summary] of offered) {
    const spec = { id, tag: 'session', summary, reply: replies({}) };
    routes.on(
      method.toUpperCase(),
      path,
      endpoint(spec, (c) => forward(c, deps)),
    );
  }
  return routes;
}

async function forward(c: AppContext, deps: AppDeps): Promise<Response> {
  await refuseRevoked(deps, c.req.header('authorization'));
  const headers = new Headers(c.req.raw.headers);
  headers.set(clientAddressHeader, clientAddress(c, deps.trustProxy));
  // Sessions come as bearer tokens only: without cookies there is nothing a foreign page could ride on.
  headers.delete('cookie');
  return deps.directory.handle(new Request(c.req.raw, { headers }));
}

/**
 * What these routes give away (the tokens of one's other sessions) or do (end them) is not for a device that was revoked.
 * @throws HttpProblem REVOKED
 */
async function refuseRevoked({ directory, stores }: AppDeps, authorization: string | undefined): Promise<void> {
  const token = authorization?.split(' ')[1];
  const session = token === undefined ? undefined : await directory.session(token);
  if (!session) return;
  for (const { id } of await directory.organizationsOf(session.userId)) {
    const store = await stores.open(id);
    const found = await store.execute('session', { userId: session.userId, sessionId: session.id });
    if (found?.revoked) throw new HttpProblem('REVOKED');
  }
}
