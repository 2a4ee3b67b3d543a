import { Hono } from 'hono';
import { z } from 'zod';
import { optionalFields } from '../../core/domain/fields/changes.ts';
import { rowId, rowIds } from '../../core/domain/fields/value-fields.ts';
import { leadArchive } from '../../core/domain/lead/archive.ts';
import { leadBulkUpdate } from '../../core/domain/lead/bulk-update.ts';
import { leadChangeStage } from '../../core/domain/lead/change-stage.ts';
import { bulkLeadFields, leadFields } from '../../core/domain/lead/lead-fields.ts';
import { leadRestore } from '../../core/domain/lead/restore.ts';
import { leadTrash } from '../../core/domain/lead/trash.ts';
import type { AppDeps, AppEnv } from '../http/deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { counted } from '../openapi/replies.ts';
import { Doors } from './doors.ts';
import { leadBody } from './lead-params.ts';

const ids = rowIds;
const idsBody = z.strictObject({ ids });
const bulkBody = z.strictObject({
  ids,
  changes: z.preprocess(leadBody, z.strictObject(optionalFields(bulkLeadFields))),
});
const stageBody = z.strictObject({
  ids,
  stageId: rowId,
  fields: z.preprocess(leadBody, z.strictObject(optionalFields(leadFields))).optional(),
  notes: z.string().optional(),
});

/** What is done to many leads at once; all of them, or an error that names why and none. */
export function leadActionRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();
  const tag = 'leads';

  const archive = { id: 'archiveLeads', tag, summary: 'Archive leads', reply: counted };
  routes.post(
    '/archive',
    endpoint({ ...archive, body: idsBody, problems: ['UNKNOWN_LEADS', 'WRONG_STATE'] }, async (c, { body }) => {
      await doors.mutate(c.var.caller, leadArchive, body);
      return c.json({ count: body.ids.length });
    }),
  );

  const restore = { id: 'restoreLeads', tag, summary: 'Restore leads from the archive or the trash', reply: counted };
  routes.post(
    '/restore',
    endpoint({ ...restore, body: idsBody, problems: ['UNKNOWN_LEADS', 'WRONG_STATE'] }, async (c, { body }) => {
      await doors.mutate(c.var.caller, leadRestore, body);
      return c.json({ count: body.ids.length });
    }),
  );

  const remove = { id: 'deleteLeads', tag, summary: 'Move leads to the trash', reply: counted };
  routes.delete(
    '/',
    endpoint(
      { ...remove, body: idsBody, problems: ['UNKNOWN_LEADS', 'ALREADY_DELETED', 'WRONG_STATE'] },
      async (c, { body }) => {
        await doors.mutate(c.var.caller, leadTrash, body);
        return c.json({ count: body.ids.length });
      },
    ),
  );

  const update = { id: 'updateLeads', tag, summary: 'Set the same fields on leads', reply: counted };
  routes.patch(
    '/',
    endpoint(
      { ...update, body: bulkBody, problems: ['UNKNOWN_LEADS', 'WRONG_STATE', 'UNKNOWN_SOURCE', 'UNKNOWN_ASSIGNEE'] },
      async (c, { body }) => {
        await doors.mutate(c.var.caller, leadBulkUpdate, body);
        return c.json({ count: body.ids.length });
      },
    ),
  );

  const move = { id: 'moveLeads', tag, summary: 'Move leads to a stage', reply: counted };
  routes.post(
    '/stage',
    endpoint(
      { ...move, body: stageBody, problems: ['UNKNOWN_LEADS', 'UNKNOWN_STAGE', 'STAGE_FIELDS_MISSING', 'WRONG_STATE'] },
      async (c, { body }) => {
        const { ids, stageId, fields, notes } = body;
        await doors.mutate(c.var.caller, leadChangeStage, {
          moves: movesTo(ids, stageId),
          stageId,
          fields,
          note: notes,
        });
        return c.json({ count: ids.length });
      },
    ),
  );

  return routes;
}

/**
 * A move through this door is made now, so that no later one can have overtaken it: where the caller saw the lead, which only
 * decides that, is not asked for.
 */
export function movesTo(ids: readonly string[], stageId: string) {
  return ids.map((id) => ({ id, fromStageId: stageId }));
}
