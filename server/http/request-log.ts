import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import type { AppEnv } from './deps.ts';

/** One line a request. Never a query string, a header or a body: they hold what people typed, and tokens. */
export function logRequests(log: Logger): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const startedAt = performance.now();
    c.set('log', log.child({ requestId: c.var.requestId }));
    await next();
    const line = { method: c.req.method, path: c.req.path, status: c.res.status, ms: elapsedMs(startedAt) };
    // Probes come every few seconds.
    if (c.req.path === '/healthz' || c.req.path === '/readyz') c.var.log.debug(line, 'request');
    else c.var.log.info(line, 'request');
  };
}

function elapsedMs(startedAt: number): number {
  return Math.round((performance.now() - startedAt) * 10) / 10;
}
