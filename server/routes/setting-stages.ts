import { Hono } from 'hono';
import { stageCreate } from '../../core/domain/pipeline/stage-create.ts';
import { stageRemove } from '../../core/domain/pipeline/stage-remove.ts';
import { stageReorder } from '../../core/domain/pipeline/stage-reorder.ts';
import { stageUpdate } from '../../core/domain/pipeline/stage-update.ts';
import { workspace } from '../../core/queries/workspace.ts';
import type { AppDeps, AppEnv } from '../http/deps.ts';
import { endpoint } from '../http/endpoint.ts';
import type { ProblemCode } from '../http/problem.ts';
import { anyObject, arrayOf, integer, object, row } from '../openapi/json-schema.ts';
import { creates, nothing, replies } from '../openapi/replies.ts';
import { Doors } from './doors.ts';
import { plainChanges } from './plain-changes.ts';
import { requireId } from './resource.ts';
import { newStageBody, removeStageParams, reorderBody, stageChangesBody, stageListParams } from './setting-bodies.ts';
import { stageColors, stageNamed, stageResource } from './stage-resource.ts';

const tag = 'lead-settings';
const refusals: readonly ProblemCode[] = ['NAME_TAKEN', 'ID_TAKEN', 'UNKNOWN_PIPELINE'];
const listReply = replies(object({ items: arrayOf(row('stages')), total: integer, colors: arrayOf(anyObject) }));

/** A4, A13, B15. `/v1/lead-settings/stages` */
export function settingStageRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();
  const reply = replies(row('stages'));
  const list = { id: 'listStages', tag, summary: 'Stages in their order, and the colours they may have' };
  routes.get(
    '/stages',
    endpoint({ ...list, query: stageListParams, reply: listReply }, async (c, { query: { module, pipelineId } }) => {
      const { stages, pipelines } = await doors.ask(c.var.caller, workspace, {});
      const shown = pipelines.filter(
        (one) => (module ?? one.module) === one.module && (pipelineId ?? one.id) === one.id,
      );
      const items = shown.flatMap(({ id }) => stages.filter((stage) => stage.pipelineId === id));
      return c.json({ items: items.map(stageResource), total: items.length, colors: stageColors });
    }),
  );
  // Before the ids: `reorder` is none.
  const reorder = { id: 'reorderStages', tag, summary: 'Put all stages of a pipeline in order', reply: listReply };
  routes.put(
    '/stages/reorder',
    endpoint({ ...reorder, body: reorderBody, problems: ['UNKNOWN_PIPELINE'] }, async (c, { body }) => {
      await doors.mutate(c.var.caller, stageReorder, body);
      const { stages } = await doors.ask(c.var.caller, workspace, {});
      const items = stages.filter(({ pipelineId }) => pipelineId === body.pipelineId);
      return c.json({ items: items.map(stageResource), total: items.length, colors: stageColors });
    }),
  );
  routes.get(
    '/stages/:id',
    endpoint({ id: 'getStage', tag, summary: 'A stage', reply }, async (c) =>
      c.json(stageResource(await stageNamed(c.var.caller, doors, requireId(c.req.param('id')!)))),
    ),
  );
  const create = { id: 'createStage', tag, summary: 'Add a stage to a pipeline', problems: refusals };
  routes.post(
    '/stages',
    endpoint({ ...create, body: newStageBody, reply: creates(row('stages')) }, async (c, { body }) => {
      const id = await doors.create(c, stageCreate, body);
      c.header('location', `/v1/lead-settings/stages/${id}`);
      return c.json(stageResource(await stageNamed(c.var.caller, doors, id)), 201);
    }),
  );
  for (const [method, name] of [
    ['PATCH', 'updateStage'],
    ['PUT', 'putStage'],
  ] as const) {
    const update = { id: name, tag, summary: 'Change a stage', body: stageChangesBody, reply, problems: refusals };
    routes.on(
      method,
      '/stages/:id',
      endpoint(update, async (c, { body }) => {
        const id = requireId(c.req.param('id')!);
        await doors.mutate(c.var.caller, stageUpdate, { id, changes: plainChanges(body) });
        return c.json(stageResource(await stageNamed(c.var.caller, doors, id)));
      }),
    );
  }
  const remove = { id: 'deleteStage', tag, summary: 'Delete a stage; what is in it moves to another', reply: nothing };
  routes.delete(
    '/stages/:id',
    endpoint(
      { ...remove, query: removeStageParams, problems: ['STAGE_IN_USE', 'UNKNOWN_STAGE', 'WRONG_STATE'] },
      async (c, { query }) => {
        const id = requireId(c.req.param('id')!);
        await doors.mutate(c.var.caller, stageRemove, { id, moveToStageId: query.moveTo });
        return c.body(null, 204);
      },
    ),
  );
  return routes;
}
