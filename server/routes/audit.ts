import { Hono } from 'hono';
import { endpoint } from '../http/endpoint.ts';
import { anyObject, arrayOf, flag, integer, object, orNull, text } from '../openapi/json-schema.ts';
import { file, replies } from '../openapi/replies.ts';
import Papa from 'papaparse';
import { z } from 'zod';
import { rowId } from '../../core/domain/fields/value-fields.ts';
import type { AuditEntry, AuditFilters, AuditPage, AuditPosition, AuditResult } from '../access/audit-list.ts';
import { authenticate } from '../http/authenticate.ts';
import { principalOf } from '../http/caller.ts';
import type { AppContext, AppDeps, AppEnv, Caller } from '../http/deps.ts';
import { HttpProblem } from '../http/problem.ts';
import { pagingParams } from './paging.ts';
import { requireId } from './resource.ts';

const word = z.string().min(1).max(100);
const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const tag = 'audit';
const filters = {
  event: word.optional(),
  entity: word.optional(),
  entityId: z.string().min(1).max(100).optional(),
  leadId: rowId.optional(),
  userId: rowId.optional(),
  apiKeyId: rowId.optional(),
  from: moment.optional(),
  to: moment.optional(),
};
const page = { limit: pagingParams.limit, cursor: z.string().max(400).optional() };
const listParams = z.strictObject({ ...filters, ...page });
const exportParams = z.strictObject({ ...filters, format: z.enum(['csv', 'ndjson']) });

const entriesPage = replies(
  object({ items: arrayOf(anyObject), total: integer, limit: integer, hasMore: flag, nextCursor: orNull(text) }),
);

/** Entries read at once for an export. */
const exportChunk = 500;

/** D4. `/v1/audit`: who did what, by which request; and the same as a file. */
export function auditRoutes(deps: AppDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.use('/*', authenticate(deps));

  const all = { id: 'listAudit', tag, summary: 'Who did what, the newest first', query: listParams };
  routes.get(
    '/',
    endpoint({ ...all, reply: entriesPage, problems: ['FORBIDDEN'] }, async (c, { query }) => {
      const { limit, cursor, ...asked } = query;
      const found = pageOr(await list(c.var.caller, asked, limit, positionOf(cursor)));
      return c.json(reply(found, limit, c.var.caller));
    }),
  );

  const whole = { id: 'exportAudit', tag, summary: 'The same as a file, CSV or NDJSON', query: exportParams };
  routes.get(
    '/export',
    endpoint({ ...whole, reply: file, problems: ['FORBIDDEN'] }, async (c, { query }) => {
      const { format, ...asked } = query;
      const next = (after: AuditPosition | undefined) => list(c.var.caller, asked, exportChunk, after);
      // Read before the reply begins, so that a refusal has a status of its own.
      const first = pageOr(await next(undefined));
      const type = format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/x-ndjson';
      return c.body(exported(first, next, format, c), 200, {
        'content-type': type,
        'content-disposition': `attachment; filename="audit.${format}"`,
        'cache-control': 'no-store',
      });
    }),
  );

  return routes;
}

/** D4. `/v1/leads/:id/history`: the entries about a lead and what hangs on it, for whoever sees the lead. */
export function leadHistoryRoute(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const history = { id: 'leadHistory', tag: 'timeline', summary: 'The entries about a lead and what hangs on it' };
  routes.get(
    '/:id/history',
    endpoint({ ...history, query: z.strictObject(page), reply: entriesPage }, async (c, { query }) => {
      const { limit, cursor } = query;
      const { caller } = c.var;
      const leadId = requireId(c.req.param('id'));
      const input = { ...principalOf(caller), leadId, filters: {}, limit, after: positionOf(cursor) };
      return c.json(reply(pageOr(await caller.store.execute('audit.lead', input)), limit, caller));
    }),
  );
  return routes;
}

function list(caller: Caller, asked: AuditFilters, limit: number, after: AuditPosition | undefined) {
  return caller.store.execute('audit.list', { ...principalOf(caller), filters: asked, limit, after });
}

function pageOr(result: AuditResult): AuditPage {
  if (result.kind === 'unknown') throw new HttpProblem('NOT_FOUND');
  if (result.kind === 'forbidden') throw new HttpProblem('FORBIDDEN', { details: { permission: 'audit:view' } });
  return result;
}

function reply({ entries, total, next }: AuditPage, limit: number, caller: Caller) {
  const items = entries.map((entry) => shown(entry, caller));
  return { items, total, limit, hasMore: next !== null, nextCursor: next && cursorOf(next) };
}

function shown(entry: AuditEntry, { organization }: Caller) {
  const { request, user, apiKey, impersonator } = entry;
  const { op, changes } = JSON.parse(entry.data) as { op: string; changes: object };
  return {
    id: entry.id,
    event: entry.event,
    user,
    apiKey,
    impersonator,
    entity: entry.entity,
    entityId: entry.entityId,
    leadId: entry.leadId,
    data: { op, changes },
    created: new Date(entry.at).toISOString(),
    madeAt: new Date(entry.madeAt).toISOString(),
    requestId: request?.logId ?? null,
    requestMethod: request?.method ?? null,
    requestPath: request?.path ?? null,
    requestHeaders: request ? (JSON.parse(request.headers) as object) : null,
    requestIpAddress: request?.ip ?? null,
    accountId: organization.id,
  };
}

type Shown = ReturnType<typeof shown>;

/** The columns of a CSV; texts that a spreadsheet would take for formulas are quoted by the writer. */
function cells({ user, apiKey, impersonator, data, requestHeaders, ...entry }: Shown): Record<string, unknown> {
  return {
    ...entry,
    userName: user?.name,
    userEmail: user?.email,
    apiKeyName: apiKey?.name,
    apiKeyPrefix: apiKey?.prefix,
    impersonatorEmail: impersonator?.email,
    op: data.op,
    changes: JSON.stringify(data.changes),
    requestHeaders: requestHeaders && JSON.stringify(requestHeaders),
  };
}

function lines(entries: readonly Shown[], format: 'csv' | 'ndjson', header: boolean): string {
  if (format === 'ndjson') return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
  const csv = Papa.unparse(entries.map(cells), { header, escapeFormulae: true });
  return csv === '' ? '' : `${csv}\r\n`;
}

/** Reads on as fast as the caller takes it. */
function exported(
  first: AuditPage,
  next: (after: AuditPosition) => Promise<AuditResult>,
  format: 'csv' | 'ndjson',
  c: AppContext,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let coming: AuditPage | null = first;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          if (!coming) return controller.close();
          const entries = coming.entries.map((entry) => shown(entry, c.var.caller));
          controller.enqueue(encoder.encode(lines(entries, format, coming === first)));
          coming = coming.next && pageOr(await next(coming.next));
        } catch (cause) {
          c.var.log.error({ err: cause }, 'an export of the audit log broke off');
          controller.error(cause);
        }
      },
    },
    { highWaterMark: 1 },
  );
}

function cursorOf({ at, id }: AuditPosition): string {
  return Buffer.from(`a${at} ${id}`).toString('base64url');
}

/** @throws HttpProblem 400 for a cursor that we did not give */
function positionOf(cursor: string | undefined): AuditPosition | undefined {
  if (cursor === undefined) return undefined;
  const found = /^a(\d{1,16}) (\S{1,200})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (found) return { at: Number(found[1]), id: found[2]! };
  const errors = [{ field: 'cursor', code: 'invalid', message: 'is not a cursor of a reply' }];
  throw new HttpProblem('VALIDATION_FAILED', { errors });
}
