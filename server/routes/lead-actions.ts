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
import { readJson } from '../http/read-json.ts';
import { Doors } from './doors.ts';

const ids = rowIds;
const idsBody = z.strictObject({ ids });
const bulkBody = z.strictObject({ ids, changes: z.strictObject(optionalFields(bulkLeadFields)) });
const stageBody = z.strictObject({
  ids,
  stageId: rowId,
  fields: z.strictObject(optionalFields(leadFields)).optional(),
  notes: z.string().optional(),
});

/** What is done to many leads at once; all of them, or an error that names why and none. */
export function leadActionRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();

  routes.post('/archive', async (c) => {
    const body = await readJson(c, idsBody);
    await doors.mutate(c.var.caller, leadArchive, body);
    return c.json({ count: body.ids.length });
  });

  routes.post('/restore', async (c) => {
    const body = await readJson(c, idsBody);
    await doors.mutate(c.var.caller, leadRestore, body);
    return c.json({ count: body.ids.length });
  });

  routes.delete('/', async (c) => {
    const body = await readJson(c, idsBody);
    await doors.mutate(c.var.caller, leadTrash, body);
    return c.json({ count: body.ids.length });
  });

  routes.patch('/', async (c) => {
    const body = await readJson(c, bulkBody);
    await doors.mutate(c.var.caller, leadBulkUpdate, body);
    return c.json({ count: body.ids.length });
  });

  routes.post('/stage', async (c) => {
    const { ids, stageId, fields, notes } = await readJson(c, stageBody);
    await doors.mutate(c.var.caller, leadChangeStage, { moves: movesTo(ids, stageId), stageId, fields, note: notes });
    return c.json({ count: ids.length });
  });

  return routes;
}

/**
 * A move through this door is made now, so that no later one can have overtaken it: where the caller saw the lead, which only
 * decides that, is not asked for.
 */
export function movesTo(ids: readonly string[], stageId: string) {
  return ids.map((id) => ({ id, fromStageId: stageId }));
}
