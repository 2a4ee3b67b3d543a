import { Hono } from 'hono';
import { endpoint } from '../http/endpoint.ts';
import { object, text } from '../openapi/json-schema.ts';
import { replies } from '../openapi/replies.ts';
import type { AppDeps, AppEnv } from '../http/deps.ts';
import { HttpProblem } from '../http/problem.ts';

const status = replies(object({ status: text }));

/** `/healthz`: the process is alive. `/readyz`: it can serve; 503 while it cannot or is stopping. */
export function healthRoutes(deps: AppDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const tag = 'operations';
  const alive = { id: 'isAlive', tag, summary: 'Whether the process is alive', isPublic: true } as const;
  routes.get(
    '/healthz',
    endpoint({ ...alive, reply: status }, (c) => c.json({ status: 'ok' })),
  );
  const ready = { id: 'isReady', tag, summary: 'Whether it can serve', isPublic: true } as const;
  routes.get(
    '/readyz',
    endpoint({ ...ready, reply: status }, async (c) => {
      if (deps.stopping.aborted) throw new HttpProblem('STOPPING');
      try {
        await deps.directory.ping();
      } catch (cause) {
        c.var.log.error({ err: cause }, 'the directory cannot be reached');
        throw new HttpProblem('NOT_READY');
      }
      return c.json({ status: 'ready' });
    }),
  );
  return routes;
}
