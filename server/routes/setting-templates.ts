import { Hono } from 'hono';
import { z } from 'zod';
import { rowId } from '../../core/domain/fields/value-fields.ts';
import { templateApply } from '../../core/domain/template/apply.ts';
import { leadTemplateKeys, leadTemplates } from '../../core/domain/template/lead-templates.ts';
import type { AppDeps, AppEnv } from '../http/deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';
import { anyObject, arrayOf, object, row, text } from '../openapi/json-schema.ts';
import { creates, whole } from '../openapi/replies.ts';
import { Doors } from './doors.ts';
import { pipelineReply } from './setting-pipelines.ts';

const tag = 'lead-settings';
const shape = object({ key: text, name: text, stages: arrayOf(anyObject), sources: arrayOf(text) });
const applyBody = z.strictObject({ id: rowId.optional() });

/** C10. `/v1/lead-settings/templates`: ready-made pipelines with their sources. */
export function settingTemplateRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();
  routes.get(
    '/templates',
    endpoint({ id: 'listTemplates', tag, summary: 'Ready-made pipelines', reply: whole(shape) }, (c) => {
      const items = leadTemplateKeys.map((key) => ({ key, ...leadTemplates[key] }));
      return c.json({ items, total: items.length });
    }),
  );
  const apply = { id: 'applyTemplate', tag, summary: 'Make a ready-made pipeline with its sources', body: applyBody };
  routes.post(
    '/templates/:template',
    endpoint(
      { ...apply, reply: creates(row('pipelines')), problems: ['NAME_TAKEN', 'ID_TAKEN'] },
      async (c, { body }) => {
        const template = leadTemplateKeys.find((key) => key === c.req.param('template'));
        if (!template) throw new HttpProblem('NOT_FOUND');
        const id = await doors.create(c, templateApply, { ...body, template });
        c.header('location', `/v1/lead-settings/pipelines/${id}`);
        return c.json(await pipelineReply(c.var.caller, doors, id), 201);
      },
    ),
  );
  return routes;
}
