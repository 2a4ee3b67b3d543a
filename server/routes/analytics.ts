import { Hono } from 'hono';
import { endpoint } from '../http/endpoint.ts';
import { replies } from '../openapi/replies.ts';
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
import { Doors } from './doors.ts';

/** `/v1/analytics`: the dashboards' figures, over days of the organization's time zone. */
export function analyticsRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();
  routes.use('/*', authenticate(deps), viewing('leads:view'));
  const offer = <Params, Result extends object>(path: string, query: Query<Params, Result>, summary: string) =>
    routes.get(
      path,
      endpoint({ id: query.name, tag: 'analytics', summary, query: query.params, reply: replies() }, async (c, input) =>
        c.json(await doors.ask(c.var.caller, query, input.query)),
      ),
    );
  offer('/volume', dashboardVolume, 'Leads per business and day, and the change against the period before');
  offer('/totals', dashboardTotals, 'Leads of a period per stage, and the change against the period before');
  offer('/per-business', perBusiness, 'Leads of a period per business');
  offer('/stats', leadStats, 'Leads by what became of them, their value and the rate of conversion');
  offer('/sources', sourceAnalytics, 'Leads and conversions per source');
  offer('/campaigns', campaignAnalytics, 'Leads and conversions per campaign');
  offer('/pipeline', pipelineAnalytics, 'Leads per stage of a pipeline, and how long they stay');
  return routes;
}
