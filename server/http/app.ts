import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { actionRoutes } from '../routes/actions.ts';
import { apiKeyRoutes } from '../routes/api-keys.ts';
import { auditRoutes, leadHistoryRoute } from '../routes/audit.ts';
import { authRoutes } from '../routes/auth.ts';
import { deviceRoutes } from '../routes/devices.ts';
import { fileRoutes } from '../routes/files.ts';
import { describeApi, docsPolicy } from '../routes/docs.ts';
import { healthRoutes } from '../routes/health.ts';
import { analyticsRoutes } from '../routes/analytics.ts';
import { appointmentRoutes } from '../routes/appointments.ts';
import { leadActionRoutes } from '../routes/lead-actions.ts';
import { leadConversionRoutes } from '../routes/lead-conversion.ts';
import { leadFileRoutes } from '../routes/lead-files.ts';
import { leadLookupRoutes } from '../routes/lead-lookups.ts';
import { leadTimelineRoutes, noteRoutes } from '../routes/lead-timeline.ts';
import { leadRoutes } from '../routes/leads.ts';
import { leadSettingRoutes } from '../routes/lead-settings.ts';
import { meRoutes } from '../routes/me.ts';
import { teamRoutes } from '../routes/teams.ts';
import { roleRoutes } from '../routes/roles.ts';
import { sessionRoutes } from '../routes/session.ts';
import { syncRoutes } from '../routes/sync.ts';
import { syncEventsRoute } from '../routes/sync-events.ts';
import { userRoutes } from '../routes/users.ts';
import { authenticate } from './authenticate.ts';
import { viewing } from './caller.ts';
import { compressResponses } from './compress-response.ts';
import type { AppContext, AppDeps, AppEnv } from './deps.ts';
import { HttpProblem, problemResponse } from './problem.ts';
import { identify } from './identify.ts';
import { limitTime } from './request-timeout.ts';
import { logRequests } from './request-log.ts';
import { problemOfStore } from './store-problem.ts';

/** The whole HTTP API. */
export function createApp(deps: AppDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use(requestId({ generator: () => randomUUID() }));
  app.use(logRequests(deps.log));
  app.use('/docs/*', docsPolicy);
  app.use(secureHeaders({ xFrameOptions: 'DENY', contentSecurityPolicy: { defaultSrc: ["'none'"] } }));
  app.use(identify(deps));
  app.use(compressResponses());
  app.use(methodNotAllowed({ app, onMethodNotAllowed: (_c, methods) => notAllowed(methods) }));
  app.use(limitTime(deps.limits.requestMs));
  app.route('/', healthRoutes(deps));
  app.route('/auth', authRoutes(deps));
  app.route('/v1', sessionRoutes(deps));
  app.route('/v1/sync', syncRoutes(deps));
  app.route('/v1/sync', syncEventsRoute(deps));
  app.route('/v1/devices', deviceRoutes(deps));
  app.route('/v1/files', fileRoutes(deps));
  app.route('/v1/users', userRoutes(deps));
  app.route('/v1/api-keys', apiKeyRoutes(deps));
  app.route('/v1/me', meRoutes(deps));
  app.route('/v1/teams', teamRoutes(deps));
  app.route('/v1/roles', roleRoutes(deps));
  app.route('/v1/audit', auditRoutes(deps));
  app.route('/v1/lead-settings', leadSettingRoutes(deps));
  app.route('/v1/actions', actionRoutes(deps));
  app.route('/v1/analytics', analyticsRoutes(deps));
  app.route('/v1/appointments', appointmentRoutes(deps));
  app.route('/v1/notes', noteRoutes(deps));
  app.use('/v1/leads/*', authenticate(deps), viewing('leads:view'));
  app.route('/v1/leads', leadHistoryRoute());
  // Words before ids.
  for (const routes of [
    leadLookupRoutes,
    leadActionRoutes,
    leadTimelineRoutes,
    leadFileRoutes,
    leadConversionRoutes,
    leadRoutes,
  ]) {
    app.route('/v1/leads', routes(deps));
  }
  describeApi(app);
  app.notFound(() => problemResponse('NOT_FOUND'));
  app.onError((error, c) => errorResponse(error, c));
  return app;
}

function notAllowed(methods: readonly string[]): Response {
  return problemResponse('METHOD_NOT_ALLOWED', { headers: { allow: methods.join(', ') } });
}

function errorResponse(error: Error, c: AppContext): Response {
  if (error instanceof HttpProblem) return problemResponse(error.code, error.extras);
  const store = problemOfStore(error);
  if (store) {
    c.var.log.warn({ err: error }, 'the store refused');
    return problemResponse(store.code, store.extras);
  }
  c.var.log.error({ err: error }, 'request failed');
  return problemResponse('INTERNAL', { details: { requestId: c.var.requestId } });
}
