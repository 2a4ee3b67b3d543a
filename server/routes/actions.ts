import { Hono } from 'hono';
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

  /** Takes it back, and answers with what was restored and what stays, because others changed or use it. */
  routes.post('/:action/undo', async (c) => {
    const of = c.req.param('action');
    await doors.mutate(c.var.caller, actionUndo, { of });
    return c.json((await doors.ask(c.var.caller, undoOutcome, { of })).undo);
  });
  return routes;
}
