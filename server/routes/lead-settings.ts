import { Hono } from 'hono';
import { z } from 'zod';
import { organizationFields, organizationUpdate } from '../../core/domain/people/organization-update.ts';
import { optionalFields } from '../../core/domain/fields/changes.ts';
import { workspace } from '../../core/queries/workspace.ts';
import { organizationId } from '../../core/schema/people.ts';
import { authenticate } from '../http/authenticate.ts';
import type { AppDeps, AppEnv, Caller } from '../http/deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';
import { integer, object, orNull, row } from '../openapi/json-schema.ts';
import { replies } from '../openapi/replies.ts';
import { Doors } from './doors.ts';
import { plainChanges } from './plain-changes.ts';
import { toResource, type Resource } from './resource.ts';
import { settingListRoutes } from './setting-lists.ts';
import { settingPipelineRoutes } from './setting-pipelines.ts';
import { settingStageFormRoutes } from './setting-stage-forms.ts';
import { settingStageRoutes } from './setting-stages.ts';
import { settingTemplateRoutes } from './setting-templates.ts';

const tag = 'lead-settings';
const thresholdBody = z.strictObject({ threshold: organizationFields.qualificationThreshold });
const settingsBody = z.strictObject(optionalFields(organizationFields));

/** B15. `/v1/lead-settings`: everybody reads how leads are worked with, whoever may edit settings changes it. */
export function leadSettingRoutes(deps: AppDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.use('/*', authenticate(deps));
  for (const part of [
    settingPipelineRoutes,
    settingStageRoutes,
    settingStageFormRoutes,
    settingListRoutes,
    settingTemplateRoutes,
    generalRoutes,
  ]) {
    routes.route('/', part(deps));
  }
  return routes;
}

function generalRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();
  const change = (caller: Caller, values: Readonly<Record<string, unknown>>) =>
    doors.mutate(caller, organizationUpdate, { id: organizationId, changes: plainChanges(values) });

  const settings = replies(row('organization'));
  routes.get(
    '/settings',
    endpoint({ id: 'getLeadSettings', tag, summary: 'The general settings', reply: settings }, async (c) =>
      c.json(await settingsReply(c.var.caller, doors)),
    ),
  );
  for (const [method, id] of [
    ['PATCH', 'updateLeadSettings'],
    ['PUT', 'putLeadSettings'],
  ] as const) {
    const update = { id, tag, summary: 'Change general settings', body: settingsBody, reply: settings };
    routes.on(
      method,
      '/settings',
      endpoint(update, async (c, { body }) => {
        await change(c.var.caller, body);
        return c.json(await settingsReply(c.var.caller, doors));
      }),
    );
  }

  const threshold = replies(object({ threshold: orNull(integer) }));
  const shown = async (caller: Caller) => ({
    threshold: (await settingsReply(caller, doors))['qualificationThreshold'] as number | null,
  });
  routes.get(
    '/qualification-threshold',
    endpoint(
      { id: 'getQualificationThreshold', tag, summary: 'The score that qualifies', reply: threshold },
      async (c) => c.json(await shown(c.var.caller)),
    ),
  );
  const put = { id: 'putQualificationThreshold', tag, summary: 'Set the score that qualifies; null: none does' };
  routes.put(
    '/qualification-threshold',
    endpoint({ ...put, body: thresholdBody, reply: threshold }, async (c, { body }) => {
      await change(c.var.caller, { qualificationThreshold: body.threshold });
      return c.json(await shown(c.var.caller));
    }),
  );
  return routes;
}

async function settingsReply(caller: Caller, doors: Doors): Promise<Resource> {
  const { organization } = await doors.ask(caller, workspace, {});
  if (!organization) throw new HttpProblem('NOT_FOUND');
  return toResource('organization', organization);
}
