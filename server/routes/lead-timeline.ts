import { Hono } from 'hono';
import { endpoint } from '../http/endpoint.ts';
import { anyObject, arrayOf, flag, integer, object, orNull, row, text } from '../openapi/json-schema.ts';
import type { JsonSchema } from '../openapi/json-schema.ts';
import { creates, nothing, replies } from '../openapi/replies.ts';
import { z } from 'zod';
import { requiredText } from '../../core/domain/fields/text-fields.ts';
import { rowId } from '../../core/domain/fields/value-fields.ts';
import { activityLog } from '../../core/domain/activity/log.ts';
import { noteAdd } from '../../core/domain/note/add.ts';
import { noteEdit } from '../../core/domain/note/edit.ts';
import { noteRemove } from '../../core/domain/note/remove.ts';
import { timeline, timelineKinds } from '../../core/queries/timeline.ts';
import type { TimelineEntry, TimelineKind } from '../../core/queries/timeline.ts';
import type { DomainTableName } from '../../core/schema/tables.ts';
import { authenticate } from '../http/authenticate.ts';
import { viewing } from '../http/caller.ts';
import type { AppContext, AppDeps, AppEnv } from '../http/deps.ts';
import { Doors } from './doors.ts';
import { leadReply } from './lead-resource.ts';
import { cursorText, pagingParams, positionOf } from './paging.ts';
import { plainChanges } from './plain-changes.ts';
import { requireId, toResource, withTimes } from './resource.ts';

const tables: Record<TimelineKind, DomainTableName> = {
  note: 'notes',
  activity: 'activities',
  appointment: 'appointments',
  history: 'history',
  conflict: 'conflicts',
};

const pageParams = { limit: pagingParams.limit, cursor: pagingParams.cursor };
const entriesParams = z.strictObject(pageParams);
const timelineParams = z.strictObject({
  ...pageParams,
  /** Comma-separated; all when absent. */
  kinds: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(timelineKinds)).min(1))
    .optional(),
});
const noteBody = z.strictObject({ id: rowId.optional(), body: requiredText(10_000) });
const activityBody = z.preprocess(
  (body) => (typeof body === 'object' && body !== null ? withTimes({ ...body }, ['occurredAt']) : body),
  z.looseObject({ id: rowId.optional() }),
);

const noteEditBody = z.strictObject({ body: requiredText(10_000) });
const tag = 'timeline';
const adding = ['ID_TAKEN', 'WRONG_STATE'] as const;
const entries = (item: JsonSchema) =>
  replies(
    object({
      ...{ items: arrayOf(item), total: integer, counts: anyObject, limit: integer },
      ...{ hasMore: flag, nextCursor: orNull(text) },
    }),
  );

/** What happened to a lead, newest first, and what people add to it: `/v1/leads/:id/…` */
export function leadTimelineRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();

  const whole = { id: 'leadTimeline', tag, summary: 'Everything that happened to a lead, newest first' };
  routes.get(
    '/:id/timeline',
    endpoint({ ...whole, query: timelineParams, reply: entries(anyObject) }, async (c, { query }) => {
      const { kinds, ...page } = query;
      return c.json(await entriesReply(c, doors, kinds, page, (entry) => ({ kind: entry.kind, ...shown(entry) })));
    }),
  );
  for (const [path, kind, id] of [
    ['notes', 'note', 'leadNotes'],
    ['activities', 'activity', 'leadActivities'],
  ] as const) {
    const part = { id, tag, summary: `The ${path} of a lead, newest first`, query: entriesParams };
    routes.get(
      `/:id/${path}`,
      endpoint({ ...part, reply: entries(row(tables[kind])) }, async (c, { query }) =>
        c.json(await entriesReply(c, doors, [kind], query, shown)),
      ),
    );
  }

  const add = { id: 'addNote', tag, summary: 'Add a note to a lead', reply: creates(row('notes')) };
  routes.post(
    '/:id/notes',
    endpoint({ ...add, body: noteBody, problems: adding }, async (c, { body: note }) => {
      const leadId = requireId(c.req.param('id'));
      const id = await doors.create(c, noteAdd, { ...note, leadId });
      return c.json({ id, leadId, body: note.body }, 201);
    }),
  );

  const log = { id: 'logActivity', tag, summary: 'Log what happened with a lead', reply: creates(row('activities')) };
  routes.post(
    '/:id/activities',
    endpoint({ ...log, body: activityBody, problems: adding }, async (c, { body }) => {
      const leadId = requireId(c.req.param('id'));
      const id = await doors.create(c, activityLog, { ...body, leadId });
      return c.json({ id, leadId }, 201);
    }),
  );

  return routes;
}

/** `/v1/notes/:id`: rewriting and removing an own note. */
export function noteRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();
  routes.use('/*', authenticate(deps), viewing('leads:view'));
  const problems = ['NOT_AUTHOR', 'WRONG_STATE'] as const;
  const edit = { id: 'editNote', tag, summary: 'Rewrite an own note', body: noteEditBody, problems };
  routes.patch(
    '/:id',
    endpoint({ ...edit, reply: nothing }, async (c, { body }) => {
      const id = requireId(c.req.param('id'));
      await doors.mutate(c.var.caller, noteEdit, { id, changes: plainChanges(body) });
      return c.body(null, 204);
    }),
  );
  const remove = { id: 'deleteNote', tag, summary: 'Delete an own note', problems };
  routes.delete(
    '/:id',
    endpoint({ ...remove, reply: nothing }, async (c) => {
      await doors.mutate(c.var.caller, noteRemove, { id: requireId(c.req.param('id')) });
      return c.body(null, 204);
    }),
  );
  return routes;
}

async function entriesReply(
  c: AppContext,
  doors: Doors,
  kinds: readonly TimelineKind[] | undefined,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  show: (entry: TimelineEntry) => object,
) {
  const leadId = requireId(c.req.param('id')!);
  await leadReply(c.var.caller, doors, leadId); // 404, where the query answers with nothing
  const before = cursor === undefined ? {} : { before: positionOf(cursor) };
  const wanted = kinds ? { kinds: [...kinds] } : {};
  const { entries, counts, nextBefore } = await doors.ask(c.var.caller, timeline, {
    leadId,
    limit,
    ...wanted,
    ...before,
  });
  const total = (kinds ?? timelineKinds).reduce((sum, kind) => sum + counts[kind], 0);
  const nextCursor = nextBefore && cursorText(nextBefore);
  return { items: entries.map(show), total, counts, limit, hasMore: nextBefore !== null, nextCursor };
}

function shown(entry: TimelineEntry): object {
  return toResource(tables[entry.kind], entry.row);
}
