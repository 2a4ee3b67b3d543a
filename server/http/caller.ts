import type { MiddlewareHandler } from 'hono';
import { isPermitted, type Permission } from '../../core/domain/access/permissions.ts';
import type { RequestInfo } from '../access/audit-log.ts';
import type { DirectorySession } from '../auth/directory.ts';
import type { Principal } from '../sync/scope.ts';
import type { AppEnv, Caller } from './deps.ts';
import { HttpProblem } from './problem.ts';

/** @returns the caller and their request, as operations that change something take them */
export function actingAs(caller: Caller): Principal & { readonly via: RequestInfo } {
  return { ...principalOf(caller), via: caller.request };
}

/** @returns the caller as operations take it */
export function principalOf({ user, apiKey }: Caller): Principal {
  return apiKey ? { userId: user.id, apiKeyId: apiKey.id } : { userId: user.id };
}

/**
 * For what only a person may do: to sync a device, and whatever concerns how somebody signs in.
 * @throws HttpProblem 403 for an API key
 */
export function requireSession({ session }: Caller): DirectorySession {
  if (!session) throw new HttpProblem('SESSION_REQUIRED');
  return session;
}

/** @throws HttpProblem 403 naming the missing permission */
export function requireGrant({ user, permissions }: Caller, permission: Permission): void {
  if (isPermitted({ role: user.role, permissions }, permission)) return;
  throw new HttpProblem('FORBIDDEN', { details: { permission } });
}

/** Behind `authenticate`: routes that a device uses for its person, and no key may. */
export const personsOnly: MiddlewareHandler<AppEnv> = async (c, next) => {
  requireSession(c.var.caller);
  await next();
};

/** Behind `authenticate`: routes that show what a role or key may be kept from seeing. */
export function viewing(permission: Permission): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    requireGrant(c.var.caller, permission);
    await next();
  };
}

/** Writes into the audit log what changes no row of the organization: a password, a session. */
export async function noteEvent(
  caller: Caller,
  event: string,
  about: { readonly entity: string; readonly entityId: string },
  now: number,
): Promise<void> {
  const { user, apiKey, request, store } = caller;
  const deed = { event, deedId: `${request.id}:${event}`, by: user.id, at: now, receivedAt: now };
  await store.execute('audit.note', { ...deed, ...about, apiKeyId: apiKey?.id, request, changes: {} });
}
