import { Hono } from 'hono';
import { requirable } from '../../core/domain/pipeline/stage-fields.ts';
import { hiddenFieldsOf } from '../../core/domain/pipeline/stage-form.ts';
import { stageSetField } from '../../core/domain/pipeline/stage-set-field.ts';
import { stageUpdate } from '../../core/domain/pipeline/stage-update.ts';
import { workspace } from '../../core/queries/workspace.ts';
import type { AppContext, AppDeps, AppEnv } from '../http/deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';
import { anyObject, flag, object, orNull, text } from '../openapi/json-schema.ts';
import { creates, nothing, replies, whole } from '../openapi/replies.ts';
import { Doors } from './doors.ts';
import { plainChanges } from './plain-changes.ts';
import { requireId, type Resource } from './resource.ts';
import { newStageFieldBody, ownershipBody, stageFieldBody, visibilityBody } from './setting-bodies.ts';
import { ownershipResource, stageFieldResources, stageNamed } from './stage-resource.ts';

const tag = 'lead-settings';
const fieldShape = object({ id: text, field: text, required: flag });
const ownershipShape = object({ stageId: text, ownership: orNull(text), userId: orNull(text), teamId: orNull(text) });
const visibilityShape = object({ stageId: text, fields: anyObject });

/** B7, B15. What a stage asks for, hides, and whose a lead becomes in it. */
export function settingStageFormRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();
  addFields(routes, doors);
  addOwnership(routes, doors);
  addVisibility(routes, doors);
  return routes;
}

function addFields(routes: Hono<AppEnv>, doors: Doors): void {
  const fields = async (c: AppContext): Promise<Resource[]> =>
    stageFieldResources(await stageNamed(c.var.caller, doors, requireId(c.req.param('id')!)));
  const set = (c: AppContext, field: string, as: string) =>
    doors.mutate(c.var.caller, stageSetField, { id: requireId(c.req.param('id')!), field, as });
  /** @throws HttpProblem 404 for a field that the stage does not ask for */
  const named = async (c: AppContext): Promise<Resource> => {
    const found = (await fields(c)).find(({ id }) => id === c.req.param('field'));
    if (!found) throw new HttpProblem('NOT_FOUND');
    return found;
  };
  const list = { id: 'listStageFields', tag, summary: 'The fields that a stage asks for', reply: whole(fieldShape) };
  routes.get(
    '/stages/:id/fields',
    endpoint(list, async (c) => {
      const items = await fields(c);
      return c.json({ items, total: items.length });
    }),
  );
  const add = { id: 'addStageField', tag, summary: 'Ask for a field on entering a stage', reply: creates(fieldShape) };
  routes.post(
    '/stages/:id/fields',
    endpoint({ ...add, body: newStageFieldBody }, async (c, { body: { field, required } }) => {
      await set(c, field, required ? 'required' : 'asked');
      return c.json(
        (await fields(c)).find(({ id }) => id === field)!,
        201,
      );
    }),
  );
  const update = { id: 'updateStageField', tag, summary: 'Require a field, or only ask', reply: replies(fieldShape) };
  routes.put(
    '/stages/:id/fields/:field',
    endpoint({ ...update, body: stageFieldBody }, async (c, { body: { required } }) => {
      await named(c);
      await set(c, c.req.param('field')!, required ? 'required' : 'asked');
      return c.json(await named(c));
    }),
  );
  const remove = { id: 'removeStageField', tag, summary: 'Do not ask for a field any more', reply: nothing };
  routes.delete(
    '/stages/:id/fields/:field',
    endpoint(remove, async (c) => {
      await named(c);
      await set(c, c.req.param('field')!, 'none');
      return c.body(null, 204);
    }),
  );
}

function addOwnership(routes: Hono<AppEnv>, doors: Doors): void {
  const reply = replies(ownershipShape);
  const shown = async (c: AppContext): Promise<Resource> =>
    ownershipResource(await stageNamed(c.var.caller, doors, requireId(c.req.param('id')!)));
  routes.get(
    '/stage-ownership/:id',
    endpoint({ id: 'getStageOwnership', tag, summary: 'Whose a lead becomes in a stage', reply }, async (c) =>
      c.json(await shown(c)),
    ),
  );
  const put = { id: 'putStageOwnership', tag, summary: 'Say whose a lead becomes in a stage', body: ownershipBody };
  routes.put(
    '/stage-ownership/:id',
    endpoint({ ...put, reply, problems: ['UNKNOWN_ASSIGNEE'] }, async (c, { body }) => {
      const { ownership, userId = null, teamId = null } = body;
      const changes = plainChanges({ ownership, ownerUserId: userId, ownerTeamId: teamId });
      await doors.mutate(c.var.caller, stageUpdate, { id: requireId(c.req.param('id')!), changes });
      return c.json(await shown(c));
    }),
  );
}

function addVisibility(routes: Hono<AppEnv>, doors: Doors): void {
  const reply = replies(visibilityShape);
  const shown = async (c: AppContext): Promise<Resource> => {
    const stage = await stageNamed(c.var.caller, doors, requireId(c.req.param('id')!));
    const { pipelines } = await doors.ask(c.var.caller, workspace, {});
    const hidden = hiddenFieldsOf(stage);
    const names = requirable[pipelines.find(({ id }) => id === stage.pipelineId)?.module ?? 'leads'];
    return { stageId: stage.id, fields: Object.fromEntries(names.map((name) => [name, !hidden.includes(name)])) };
  };
  routes.get(
    '/field-visibility/:id',
    endpoint({ id: 'getFieldVisibility', tag, summary: 'Which fields forms show in a stage', reply }, async (c) =>
      c.json(await shown(c)),
    ),
  );
  const put = { id: 'putFieldVisibility', tag, summary: 'Hide fields in a stage, or show them', body: visibilityBody };
  routes.put(
    '/field-visibility/:id',
    endpoint({ ...put, reply }, async (c, { body }) => {
      const hiddenFields = Object.entries(body.fields).flatMap(([name, isVisible]) => (isVisible ? [] : [name]));
      const id = requireId(c.req.param('id')!);
      await doors.mutate(c.var.caller, stageUpdate, { id, changes: plainChanges({ hiddenFields }) });
      return c.json(await shown(c));
    }),
  );
}
