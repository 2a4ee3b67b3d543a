import { Hono } from 'hono';
import { leadChangeStage } from '../../core/domain/lead/change-stage.ts';
import { leadCreate } from '../../core/domain/lead/create.ts';
import { leadDisqualify } from '../../core/domain/lead/disqualify.ts';
import { leadReopen } from '../../core/domain/lead/reopen.ts';
import { leadTrash } from '../../core/domain/lead/trash.ts';
import { leadUpdate } from '../../core/domain/lead/update.ts';
import { leadList } from '../../core/queries/lead-list.ts';
import type { AppDeps, AppEnv } from '../http/deps.ts';
import { readJson, readQuery } from '../http/read-json.ts';
import { Doors } from './doors.ts';
import { movesTo } from './lead-actions.ts';
import { disqualifyBody, leadListParams, leadPatchBody, newLeadBody, stageBody } from './lead-params.ts';
import { leadReply } from './lead-resource.ts';
import { offsetOf, pageReply } from './paging.ts';
import { plainChanges } from './plain-changes.ts';
import { requireId, toResource } from './resource.ts';

/** `/v1/leads` and `/v1/leads/:id`: the same mutators and queries as the devices'. */
export function leadRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();

  routes.get('/', async (c) => {
    const { limit, page, offset: from, cursor, sortBy, sortDir, ...filters } = readQuery(c, leadListParams);
    const offset = offsetOf({ limit, page, offset: from, cursor });
    const { items, total } = await doors.ask(c.var.caller, leadList, { filters, sortBy, sortDir, offset, limit });
    return c.json(
      pageReply(
        items.map((item) => toResource('leads', item)),
        total,
        offset,
        limit,
      ),
    );
  });

  routes.post('/', async (c) => {
    const { skipTeamAndSourceRequirement = false, ...body } = await readJson(c, newLeadBody);
    const requireTeamAndSource = body.requireTeamAndSource ?? !skipTeamAndSourceRequirement;
    const id = await doors.create(c, leadCreate, { ...body, requireTeamAndSource });
    c.header('location', `/v1/leads/${id}`);
    return c.json(await leadReply(c.var.caller, doors, id), 201);
  });

  routes.get('/:id', async (c) => c.json(await leadReply(c.var.caller, doors, requireId(c.req.param('id')))));

  routes.patch('/:id', async (c) => {
    const id = requireId(c.req.param('id'));
    const { onDuplicate, ...values } = await readJson(c, leadPatchBody);
    await doors.mutate(c.var.caller, leadUpdate, { id, changes: plainChanges(values), onDuplicate });
    return c.json(await leadReply(c.var.caller, doors, id));
  });

  routes.delete('/:id', async (c) => {
    const id = requireId(c.req.param('id'));
    await leadReply(c.var.caller, doors, id); // of one lead: 404, where the mutator says which of many are unknown
    await doors.mutate(c.var.caller, leadTrash, { ids: [id] });
    return c.body(null, 204);
  });

  routes.post('/:id/stage', async (c) => {
    const id = requireId(c.req.param('id'));
    const { stageId, fields, notes } = await readJson(c, stageBody);
    await leadReply(c.var.caller, doors, id);
    const moves = movesTo([id], stageId);
    await doors.mutate(c.var.caller, leadChangeStage, { moves, stageId, fields, note: notes });
    return c.json(await leadReply(c.var.caller, doors, id));
  });

  routes.post('/:id/disqualify', async (c) => {
    const id = requireId(c.req.param('id'));
    await doors.mutate(c.var.caller, leadDisqualify, { ...(await readJson(c, disqualifyBody)), id });
    return c.json(await leadReply(c.var.caller, doors, id));
  });

  routes.post('/:id/reopen', async (c) => {
    const id = requireId(c.req.param('id'));
    await doors.mutate(c.var.caller, leadReopen, { id });
    return c.json(await leadReply(c.var.caller, doors, id));
  });

  return routes;
}
