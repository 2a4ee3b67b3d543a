import { Hono } from 'hono';
import { endpoint } from '../http/endpoint.ts';
import { anyObject, orNull } from '../openapi/json-schema.ts';
import { replies } from '../openapi/replies.ts';
import { actionUndo } from '../../core/domain/undo/undo.ts';
import { undoOutcome } from '../../core/queries/undo-outcome.ts';
import { authenticate } from '../http/authenticate.ts';
import type { AppDeps, AppEnv } from '../http/deps.ts';
import { Doors } from './doors.ts';

/** What a person did as one: a bulk edit, a run of the importer. */
export function actionRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();
  routes.use(authenticate(deps));

  routes.post(
    '/:action/undo',
    endpoint(
      {
        ...{ id: 'undoAction', tag: 'leads', summary: 'Take back what a person did as one' },
        description: 'Answers with what was restored and what stays, because others changed or use it.',
        reply: replies(orNull(anyObject)),
        problems: ['WRONG_STATE'],
      },
      async (c) => {
        const of = c.req.param('action')!;
        await doors.mutate(c.var.caller, actionUndo, { of });
        return c.json((await doors.ask(c.var.caller, undoOutcome, { of })).undo);
      },
    ),
  );
  return routes;
}
