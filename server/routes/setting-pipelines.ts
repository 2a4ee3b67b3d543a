import { Hono } from 'hono';
import { workspace } from '../../core/queries/workspace.ts';
import { pipelineArchive } from '../../core/domain/pipeline/archive.ts';
import { pipelineCreate } from '../../core/domain/pipeline/create.ts';
import { pipelineUpdate } from '../../core/domain/pipeline/update.ts';
import type { AppDeps, AppEnv, Caller } from '../http/deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { HttpProblem, type ProblemCode } from '../http/problem.ts';
import { row } from '../openapi/json-schema.ts';
import { creates, nothing, replies, whole } from '../openapi/replies.ts';
import { Doors } from './doors.ts';
import { plainChanges } from './plain-changes.ts';
import { requireId, toResource, type Resource } from './resource.ts';
import { newPipelineBody, pipelineBody, pipelineListParams } from './setting-bodies.ts';

const tag = 'lead-settings';
const refusals: readonly ProblemCode[] = ['NAME_TAKEN', 'ID_TAKEN', 'WRONG_STATE', 'STAGE_IN_USE'];

/** B15. `/v1/lead-settings/pipelines` */
export function settingPipelineRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();
  const list = { id: 'listPipelines', tag, summary: 'Pipelines in their order, archived ones too' };
  routes.get(
    '/pipelines',
    endpoint({ ...list, query: pipelineListParams, reply: whole(row('pipelines')) }, async (c, { query }) => {
      const { pipelines } = await doors.ask(c.var.caller, workspace, {});
      const items = pipelines.filter(({ module }) => query.module === undefined || module === query.module);
      return c.json({ items: items.map((one) => toResource('pipelines', one)), total: items.length });
    }),
  );
  routes.get(
    '/pipelines/:id',
    endpoint({ id: 'getPipeline', tag, summary: 'A pipeline', reply: replies(row('pipelines')) }, async (c) =>
      c.json(await pipelineReply(c.var.caller, doors, requireId(c.req.param('id')!))),
    ),
  );
  const create = { id: 'createPipeline', tag, summary: 'Make a pipeline', problems: refusals };
  routes.post(
    '/pipelines',
    endpoint({ ...create, body: newPipelineBody, reply: creates(row('pipelines')) }, async (c, { body }) => {
      const id = await doors.create(c, pipelineCreate, body);
      c.header('location', `/v1/lead-settings/pipelines/${id}`);
      return c.json(await pipelineReply(c.var.caller, doors, id), 201);
    }),
  );
  for (const [method, id] of [
    ['PATCH', 'updatePipeline'],
    ['PUT', 'putPipeline'],
  ] as const) {
    const update = { id, tag, summary: 'Change a pipeline', problems: refusals, reply: replies(row('pipelines')) };
    routes.on(
      method,
      '/pipelines/:id',
      endpoint({ ...update, body: pipelineBody }, async (c, { body: { archived, ...values } }) => {
        const pipelineId = requireId(c.req.param('id')!);
        await doors.mutate(c.var.caller, pipelineUpdate, { id: pipelineId, changes: plainChanges(values) });
        if (archived !== undefined) await doors.mutate(c.var.caller, pipelineArchive, { id: pipelineId, archived });
        return c.json(await pipelineReply(c.var.caller, doors, pipelineId));
      }),
    );
  }
  const remove = {
    id: 'deletePipeline',
    tag,
    summary: 'Archive a pipeline; one with leads in it stays',
    reply: nothing,
  };
  routes.delete(
    '/pipelines/:id',
    endpoint({ ...remove, problems: ['WRONG_STATE', 'STAGE_IN_USE'] }, async (c) => {
      await doors.mutate(c.var.caller, pipelineArchive, { id: requireId(c.req.param('id')!) });
      return c.body(null, 204);
    }),
  );
  return routes;
}

/** @throws HttpProblem 404 */
export async function pipelineReply(caller: Caller, doors: Doors, id: string): Promise<Resource> {
  const found = (await doors.ask(caller, workspace, {})).pipelines.find((one) => one.id === id);
  if (!found) throw new HttpProblem('NOT_FOUND');
  return toResource('pipelines', found);
}
