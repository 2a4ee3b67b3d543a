import type { MiddlewareHandler } from 'hono';
import type { DirectorySession } from '../auth/directory.ts';
import type { AppContext, AppDeps, AppEnv, Caller } from './deps.ts';
import { HttpProblem } from './problem.ts';

/** Resolves the bearer to a person in an organization; every route behind it has `c.var.caller`. */
export function authenticate(deps: AppDeps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const session = await sessionOf(c, deps);
    const caller = await callerIn(deps, session, c.req.header('x-account-id'));
    c.set('caller', caller);
    c.set('log', c.var.log.child({ userId: caller.user.id, organizationId: caller.organization.id }));
    await next();
  };
}

/**
 * @returns the token of the Authorization header
 * @throws HttpProblem 401 when there is none
 */
export function bearerOf(c: AppContext): string {
  const [scheme, token] = (c.req.header('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token) throw unauthenticated();
  return token;
}

/**
 * Looks a session up in the organization it asks for.
 * @param accountId the x-account-id header; undefined: their only organization
 * @throws HttpProblem 404 for an organization that does not exist for them, 403 for somebody deactivated, or whose device was revoked
 */
export async function callerIn(
  deps: AppDeps,
  session: DirectorySession,
  accountId: string | undefined,
): Promise<Caller> {
  const id = await organizationIdOf(deps, session.userId, accountId);
  const store = await deps.stores.open(id);
  const found = await store.execute('session', { userId: session.userId, sessionId: session.id });
  if (!found) throw new HttpProblem('USER_INACTIVE');
  if (found.revoked) {
    await store.execute('devices.told', { sessionId: session.id, now: deps.now() });
    throw new HttpProblem('REVOKED');
  }
  const { user, organization } = found;
  return {
    session,
    user: { id: user.id, name: user.name, email: user.email, role: user.role },
    organization: {
      id,
      name: organization.name,
      timeZone: organization.timeZone,
      currency: organization.currency,
    },
    store,
  };
}

async function organizationIdOf(deps: AppDeps, userId: string, accountId: string | undefined): Promise<string> {
  const organizations = await deps.directory.organizationsOf(userId);
  if (accountId !== undefined) {
    // One that exists elsewhere looks like one that does not.
    if (!organizations.some(({ id }) => id === accountId)) {
      throw new HttpProblem('NOT_FOUND', { details: { header: 'x-account-id' } });
    }
    return accountId;
  }
  const [only, ...others] = organizations;
  if (!only) throw new HttpProblem('NO_ORGANIZATION');
  if (others.length > 0) throw new HttpProblem('ACCOUNT_REQUIRED', { details: { organizations } });
  return only.id;
}

async function sessionOf(c: AppContext, deps: AppDeps): Promise<DirectorySession> {
  const session = await deps.directory.session(bearerOf(c));
  if (!session) throw unauthenticated();
  return session;
}

function unauthenticated(): HttpProblem {
  return new HttpProblem('UNAUTHENTICATED', { headers: { 'www-authenticate': 'Bearer' } });
}
