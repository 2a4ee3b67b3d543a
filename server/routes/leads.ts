import { Hono } from 'hono';
import { endpoint, type SingleRow } from '../http/endpoint.ts';
import { row } from '../openapi/json-schema.ts';
import { creates, nothing, page, replies } from '../openapi/replies.ts';
import { leadChangeStage } from '../../core/domain/lead/change-stage.ts';
import { leadCreate } from '../../core/domain/lead/create.ts';
import { leadDisqualify } from '../../core/domain/lead/disqualify.ts';
import { leadReopen } from '../../core/domain/lead/reopen.ts';
import { leadTrash } from '../../core/domain/lead/trash.ts';
import { leadUpdate } from '../../core/domain/lead/update.ts';
import { leadList } from '../../core/queries/lead-list.ts';
import type { AppDeps, AppEnv } from '../http/deps.ts';
import { Doors } from './doors.ts';
import { movesTo } from './lead-actions.ts';
import { disqualifyBody, leadListParams, leadPatchBody, newLeadBody, stageBody } from './lead-params.ts';
import { leadReply } from './lead-resource.ts';
import { offsetOf, pageReply } from './paging.ts';
import { plainChanges } from './plain-changes.ts';
import { requireId, toResource } from './resource.ts';

const tag = 'leads';
const refusals = [
  ...(['EMAIL_TAKEN', 'DUPLICATE', 'WRONG_STATE', 'STAGE_FIELDS_MISSING'] as const),
  ...(['UNKNOWN_STAGE', 'UNKNOWN_SOURCE', 'UNKNOWN_ASSIGNEE'] as const),
];

/** `/v1/leads` and `/v1/leads/:id`: the same mutators and queries as the devices'. */
export function leadRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();

  const list = { id: 'listLeads', tag, summary: 'Leads by every filter of the lists', query: leadListParams };
  routes.get(
    '/',
    endpoint({ ...list, reply: page(row('leads')) }, async (c, { query }) => {
      const { limit, page: number, offset: from, cursor, sortBy, sortDir, ...filters } = query;
      const offset = offsetOf({ limit, page: number, offset: from, cursor });
      const { items, total } = await doors.ask(c.var.caller, leadList, { filters, sortBy, sortDir, offset, limit });
      return c.json(
        pageReply(
          items.map((item) => toResource('leads', item)),
          total,
          offset,
          limit,
        ),
      );
    }),
  );

  const create = { id: 'createLead', tag, summary: 'Make a lead', body: newLeadBody, reply: creates(row('leads')) };
  routes.post(
    '/',
    endpoint({ ...create, problems: [...refusals, 'ID_TAKEN', 'UNKNOWN_PIPELINE'] }, async (c, { body }) => {
      const { skipTeamAndSourceRequirement = false, ...values } = body;
      const requireTeamAndSource = values.requireTeamAndSource ?? !skipTeamAndSourceRequirement;
      const id = await doors.create(c, leadCreate, { ...values, requireTeamAndSource });
      c.header('location', `/v1/leads/${id}`);
      return c.json(await leadReply(c.var.caller, doors, id), 201);
    }),
  );

  const reply = replies(row('leads'));
  const single: SingleRow = {
    table: 'leads',
    show: (c) => leadReply(c.var.caller, doors, requireId(c.req.param('id'))),
  };
  const one = { id: 'getLead', tag, summary: 'A lead with everything around it', reply, single };
  routes.get(
    '/:id',
    endpoint(one, async (c) => c.json(await leadReply(c.var.caller, doors, requireId(c.req.param('id'))))),
  );

  const update = { id: 'updateLead', tag, summary: 'Change fields of a lead', body: leadPatchBody, reply, single };
  routes.patch(
    '/:id',
    endpoint({ ...update, problems: refusals }, async (c, { body }) => {
      const id = requireId(c.req.param('id'));
      const { onDuplicate, ...values } = body;
      await doors.mutate(c.var.caller, leadUpdate, { id, changes: plainChanges(values), onDuplicate });
      return c.json(await leadReply(c.var.caller, doors, id));
    }),
  );

  const remove = { id: 'deleteLead', tag, summary: 'Move a lead to the trash', reply: nothing, single };
  routes.delete(
    '/:id',
    endpoint({ ...remove, problems: ['ALREADY_DELETED', 'WRONG_STATE'] }, async (c) => {
      const id = requireId(c.req.param('id'));
      await leadReply(c.var.caller, doors, id); // of one lead: 404, where the mutator says which of many are unknown
      await doors.mutate(c.var.caller, leadTrash, { ids: [id] });
      return c.body(null, 204);
    }),
  );

  const move = { id: 'moveLead', tag, summary: 'Move a lead to a stage', body: stageBody, reply, single };
  routes.post(
    '/:id/stage',
    endpoint({ ...move, problems: refusals }, async (c, { body }) => {
      const id = requireId(c.req.param('id'));
      const { stageId, fields, notes } = body;
      await leadReply(c.var.caller, doors, id);
      const moves = movesTo([id], stageId);
      await doors.mutate(c.var.caller, leadChangeStage, { moves, stageId, fields, note: notes });
      return c.json(await leadReply(c.var.caller, doors, id));
    }),
  );

  const disqualify = { id: 'disqualifyLead', tag, summary: 'Disqualify a lead', body: disqualifyBody, reply, single };
  routes.post(
    '/:id/disqualify',
    endpoint({ ...disqualify, problems: ['WRONG_STATE'] }, async (c, { body }) => {
      const id = requireId(c.req.param('id'));
      await doors.mutate(c.var.caller, leadDisqualify, { ...body, id });
      return c.json(await leadReply(c.var.caller, doors, id));
    }),
  );

  const reopen = { id: 'reopenLead', tag, summary: 'Open a disqualified lead again', reply, single };
  routes.post(
    '/:id/reopen',
    endpoint({ ...reopen, problems: ['WRONG_STATE'] }, async (c) => {
      const id = requireId(c.req.param('id'));
      await doors.mutate(c.var.caller, leadReopen, { id });
      return c.json(await leadReply(c.var.caller, doors, id));
    }),
  );

  return routes;
}
