import type { MiddlewareHandler } from 'hono';
import { apiKeyHash, looksLikeApiKey, organizationOfApiKey } from '../access/api-key-text.ts';
import type { SessionResult } from '../access/session.ts';
import type { DirectorySession } from '../auth/directory.ts';
import { clientAddress } from './deps.ts';
import { requestInfo } from './request-info.ts';
import type { AppContext, AppDeps, AppEnv, Caller } from './deps.ts';
import { HttpProblem } from './problem.ts';

/** Resolves the bearer to a person in an organization; every route behind it has `c.var.caller`. */
export function authenticate(deps: AppDeps): MiddlewareHandler<AppEnv> {
  const byKey = keyCallers(deps);
  return async (c, next) => {
    const caller = looksLikeApiKey(bearerOf(c)) ? await byKey(c) : await bySession(c, deps);
    c.set('caller', caller);
    const { user, organization, apiKey } = caller;
    const key = apiKey ? { apiKeyId: apiKey.id } : {};
    c.set('log', c.var.log.child({ userId: user.id, organizationId: organization.id, ...key }));
    await next();
  };
}

async function bySession(c: AppContext, deps: AppDeps): Promise<Caller> {
  const session = await deps.directory.session(bearerOf(c));
  if (!session) throw unauthenticated();
  const waitSeconds = deps.personRates.take(session.userId);
  if (waitSeconds > 0) throw rateLimited(waitSeconds);
  const caller = await callerIn(deps, session, c.req.header('x-account-id'));
  return { ...caller, request: requestInfo(c, deps.trustProxy) };
}

/** How often it is noted that a key is used. Milliseconds. */
const noteUseEveryMs = 60_000;

/** D5: callers by API key. */
function keyCallers(deps: AppDeps): (c: AppContext) => Promise<Caller> {
  const noted = new Map<string, number>();
  return async (c) => {
    const text = bearerOf(c);
    const id = organizationOfApiKey(text);
    const accountId = c.req.header('x-account-id');
    if (id === undefined || !(await deps.stores.has(id))) throw unauthenticated();
    const store = await deps.stores.open(id);
    const now = deps.now();
    const found = await store.execute('session', { apiKeyHash: apiKeyHash(text), now });
    if (!found?.apiKey) throw unauthenticated();
    if (accountId !== undefined && accountId !== id) throw unknownAccount();
    const keyId = found.apiKey.id;
    const waitSeconds = deps.rates.take(keyId);
    if (waitSeconds > 0) throw rateLimited(waitSeconds);
    if (now - (noted.get(keyId) ?? 0) >= noteUseEveryMs) {
      noted.set(keyId, now);
      await store.execute('apiKeys.used', { id: keyId, from: clientAddress(c, deps.trustProxy), now });
    }
    return { ...callerOf(found, { id, store, session: undefined }), request: requestInfo(c, deps.trustProxy) };
  };
}

type Found = NonNullable<SessionResult>;
type Place = Pick<Caller, 'store' | 'session'> & { readonly id: string };
type FoundCaller = Omit<Caller, 'request'>;

function callerOf({ user, organization, role, permissions, apiKey }: Found, { id, ...place }: Place): FoundCaller {
  const { name, timeZone, currency } = organization;
  return {
    ...place,
    apiKey: apiKey ?? undefined,
    user: { id: user.id, name: user.name, email: user.email, role },
    permissions,
    organization: { id, name, timeZone, currency },
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
): Promise<FoundCaller> {
  const id = await organizationIdOf(deps, session.userId, accountId);
  const store = await deps.stores.open(id);
  const found = await store.execute('session', { userId: session.userId, sessionId: session.id });
  if (!found) throw new HttpProblem('USER_INACTIVE');
  if (found.revoked) {
    await store.execute('devices.told', { sessionId: session.id, now: deps.now() });
    throw new HttpProblem('REVOKED');
  }
  return callerOf(found, { id, store, session });
}

async function organizationIdOf(deps: AppDeps, userId: string, accountId: string | undefined): Promise<string> {
  const organizations = await deps.directory.organizationsOf(userId);
  if (accountId !== undefined) {
    // One that exists elsewhere looks like one that does not.
    if (!organizations.some(({ id }) => id === accountId)) throw unknownAccount();
    return accountId;
  }
  const [only, ...others] = organizations;
  if (!only) throw new HttpProblem('NO_ORGANIZATION');
  if (others.length > 0) throw new HttpProblem('ACCOUNT_REQUIRED', { details: { organizations } });
  return only.id;
}

function unauthenticated(): HttpProblem {
  return new HttpProblem('UNAUTHENTICATED', { headers: { 'www-authenticate': 'Bearer' } });
}

function rateLimited(retryAfterSeconds: number): HttpProblem {
  const headers = { 'retry-after': String(retryAfterSeconds) };
  return new HttpProblem('RATE_LIMITED', { details: { retryAfterSeconds }, headers });
}

function unknownAccount(): HttpProblem {
  return new HttpProblem('NOT_FOUND', { details: { header: 'x-account-id' } });
}
