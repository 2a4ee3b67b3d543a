import { Hono } from 'hono';
import type { Query } from '../../core/queries/define-query.ts';
import { dashboardTotals } from '../../core/queries/dashboard-totals.ts';
import { dashboardVolume } from '../../core/queries/dashboard-volume.ts';
import { campaignAnalytics, sourceAnalytics } from '../../core/queries/lead-breakdowns.ts';
import { leadStats } from '../../core/queries/lead-stats.ts';
import { perBusiness } from '../../core/queries/per-business.ts';
import { pipelineAnalytics } from '../../core/queries/pipeline-analytics.ts';
import { authenticate } from '../http/authenticate.ts';
import { viewing } from '../http/caller.ts';
import type { AppDeps, AppEnv } from '../http/deps.ts';
import { readQuery } from '../http/read-json.ts';
import { Doors } from './doors.ts';

/** `/v1/analytics`: the dashboards' figures, over days of the organization's time zone. */
export function analyticsRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();
  routes.use('/*', authenticate(deps), viewing('leads:view'));
  const offer = <Params, Result extends object>(path: string, query: Query<Params, Result>) =>
    routes.get(path, async (c) => c.json(await doors.ask(c.var.caller, query, readQuery(c, query.params))));
  offer('/volume', dashboardVolume);
  offer('/totals', dashboardTotals);
  offer('/per-business', perBusiness);
  offer('/stats', leadStats);
  offer('/sources', sourceAnalytics);
  offer('/campaigns', campaignAnalytics);
  offer('/pipeline', pipelineAnalytics);
  return routes;
}
