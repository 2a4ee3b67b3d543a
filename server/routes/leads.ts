import { Hono } from 'hono';
import { leadChangeStage } from '../../core/domain/lead/change-stage.ts';
import { leadCreate } from '../../core/domain/lead/create.ts';
import { leadUpdate } from '../../core/domain/lead/update.ts';
import { isUuid } from '../../core/kernel/ids.ts';
import { leadDetail } from '../../core/queries/lead-detail.ts';
import type { LeadDetail } from '../../core/queries/lead-detail.ts';
import { leadList } from '../../core/queries/lead-list.ts';
import { authenticate } from '../http/authenticate.ts';
import type { AppContext, AppDeps, AppEnv } from '../http/deps.ts';
import { HttpProblem } from '../http/problem.ts';
import { readJson, readQuery } from '../http/read-json.ts';
import { Doors } from './doors.ts';
import { leadListParams, leadPatchBody, newLeadBody, stageBody } from './lead-params.ts';
import { leadResource } from './lead-resource.ts';
import { offsetOf, pageReply } from './paging.ts';
import { toResource } from './resource.ts';

/** `/v1/leads`: the same mutators and queries as the devices'. */
export function leadRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();
  routes.use('/*', authenticate(deps));

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
    const id = body.id ?? doors.newId();
    const requireTeamAndSource = body.requireTeamAndSource ?? !skipTeamAndSourceRequirement;
    await doors.mutate(c.var.caller, leadCreate, { ...body, id, requireTeamAndSource });
    c.header('location', `/v1/leads/${id}`);
    return c.json(leadResource(await leadOf(c, doors, id)), 201);
  });

  routes.get('/:id', async (c) => c.json(leadResource(await leadOf(c, doors, c.req.param('id')))));

  routes.patch('/:id', async (c) => {
    const { onDuplicate, ...values } = await readJson(c, leadPatchBody);
    const { lead } = await leadOf(c, doors, c.req.param('id'));
    const before = lead as Readonly<Record<string, unknown>>;
    const given = Object.entries(values).filter(([, to]) => to !== undefined);
    const changes = Object.fromEntries(given.map(([field, to]) => [field, { from: before[field] ?? null, to }]));
    await doors.mutate(c.var.caller, leadUpdate, { id: lead.id, changes, onDuplicate });
    return c.json(leadResource(await leadOf(c, doors, lead.id)));
  });

  routes.post('/:id/stage', async (c) => {
    const { stageId, fields, notes } = await readJson(c, stageBody);
    const { lead } = await leadOf(c, doors, c.req.param('id'));
    const moves = [{ id: lead.id, fromStageId: lead.stageId }];
    await doors.mutate(c.var.caller, leadChangeStage, { moves, stageId, fields, note: notes });
    return c.json(leadResource(await leadOf(c, doors, lead.id)));
  });

  return routes;
}

/** @throws HttpProblem 404 for a lead that does not exist for the caller */
async function leadOf(c: AppContext, doors: Doors, id: string): Promise<LeadDetail> {
  const detail = isUuid(id) ? await doors.ask(c.var.caller, leadDetail, { id }) : null;
  if (!detail) throw new HttpProblem('NOT_FOUND');
  return detail;
}
