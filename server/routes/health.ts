import { Hono } from 'hono';
import type { AppDeps, AppEnv } from '../http/deps.ts';
import { HttpProblem } from '../http/problem.ts';

/** `/healthz`: the process is alive. `/readyz`: it can serve; 503 while it cannot or is stopping. */
export function healthRoutes(deps: AppDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.get('/healthz', (c) => c.json({ status: 'ok' }));
  routes.get('/readyz', async (c) => {
    if (deps.stopping.aborted) throw new HttpProblem('STOPPING');
    try {
      await deps.directory.ping();
    } catch (cause) {
      c.var.log.error({ err: cause }, 'the directory cannot be reached');
      throw new HttpProblem('NOT_READY');
    }
    return c.json({ status: 'ready' });
  });
  return routes;
}
