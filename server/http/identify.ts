// SYNC-9: every reply says whose it is.
import type { MiddlewareHandler } from 'hono';
import { organizationHeader, serverHeader } from '../../core/protocol/headers.ts';
import type { AppDeps, AppEnv } from './deps.ts';

/** Names the server on every reply, refusals included, and the organization where the caller is in one. */
export function identify({ directory }: Pick<AppDeps, 'directory'>): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    await next();
    c.res.headers.set(serverHeader, directory.serverId);
    // Absent while nobody has signed in.
    const caller = c.var.caller as AppEnv['Variables']['caller'] | undefined;
    if (caller) c.res.headers.set(organizationHeader, caller.organization.id);
  };
}
