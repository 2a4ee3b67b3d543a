// SYNC-4: a pull is pinned to a version and applied whole. SYNC-8: what left the caller's scope is named, so that the device forgets it.
import { z } from 'zod';
import { after, all, any, isIn, lte, type Predicate } from '../../core/kernel/predicates.ts';
import type { ReadProgram } from '../../core/kernel/reads.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { cursorSchema, type Cursor, type PullReply, type PullRequest } from '../../core/protocol/sync.ts';
import { visibleRows, type Scope } from '../../core/schema/access.ts';
import { schemaFingerprint } from '../../core/schema/row-digest.ts';
import { domainTableNames, domainTables } from '../../core/schema/tables.ts';
import { get, range } from '../../core/schema/typed-reads.ts';
import { departures, enteredLeads, hasAccessChanged, type Span } from './audience.ts';
import { rowsDigest, type TableRows } from '../../core/protocol/rows-digest.ts';
import { toBlocks } from './row-blocks.ts';
import type { SyncProblem } from './push.ts';
import { loadScope } from './scope.ts';
import { currentCursor, isKnownCursor, seenVersion } from './version.ts';

/** Most rows in one page of a pull. */
const pageRows = 2000;
/** Leads that came into view are sent with all their children, this many a page. */
const enteredLeadsPerPage = 100;

type PullPage = Extract<PullReply, { kind: 'page' }>;
export type PullInput = { readonly userId: string; readonly request: PullRequest; readonly now: number };
export type PullResult = { readonly kind: 'reply'; readonly reply: PullReply } | SyncProblem;

/** Where a pull goes on: in the changed rows of a table, or among the leads that came into view. */
const positionSchema = z.discriminatedUnion('phase', [
  z.object({
    phase: z.literal('changed'),
    upTo: cursorSchema,
    table: z.int().min(0),
    version: z.int(),
    id: z.string(),
  }),
  z.object({ phase: z.literal('entered'), upTo: cursorSchema, afterLead: z.string() }),
]);
type Position = z.infer<typeof positionSchema>;

type Found = { readonly found: readonly TableRows[]; readonly next: Position | null };

const nothing: Found = { found: [], next: null };
const noDepartures: Pick<PullPage, 'deleted' | 'forget'> = { deleted: [], forget: [] };

/**
 * Answers one page of what changed between the device's cursor and a pinned version, within the caller's scope.
 * @returns a page, the demand to read a snapshot again, or a problem (REVOKED, INVALID_REQUEST)
 */
export function* pull(input: PullInput): ReadProgram<PullResult> {
  const { request, now } = input;
  const scope = yield* loadScope(input.userId);
  const client = yield* get('clients', request.clientId);
  if (!scope || client?.revoked) return { kind: 'problem', code: 'REVOKED', details: {} };
  if (client && client.userId !== input.userId) return { kind: 'problem', code: 'WRONG_CLIENT', details: {} };
  const reason = yield* whyNotFrom(request.cursor, scope);
  if (reason) return { kind: 'reply', reply: { kind: 'resnapshot', reason, now } };
  const position = parsePosition(request.page);
  if (position === 'invalid') return { kind: 'problem', code: 'INVALID_REQUEST', details: { field: 'page' } };
  const upTo = position?.upTo ?? (yield* currentCursor());
  // A device that asks in vain, as most do, costs a few reads and not one or more for every table.
  const isUpToDate = upTo.version === request.cursor.version;
  const first = position || isUpToDate ? noDepartures : yield* departures(spanOf(request.cursor, upTo), scope);
  const { found, next } = isUpToDate ? nothing : yield* nextRows(position, request.cursor, upTo, scope);
  // Only where both sides know the same columns do whole rows have the same digest.
  const isVerified = request.schema === schemaFingerprint();
  const sendsChanges =
    isVerified && !isUpToDate && request.changesOnly === true && !(yield* mayLackRows(request.cursor, upTo, scope));
  return {
    kind: 'reply',
    reply: {
      kind: 'page',
      upTo,
      ...(yield* toBlocks(found, sendsChanges ? request.cursor.version : undefined)),
      ...first,
      lastSeq: client?.lastSeq ?? 0,
      next: next && JSON.stringify(next),
      now,
      ...(isVerified ? { digest: rowsDigest(found) } : {}),
    },
  };
}

/** Children of leads that came into view have changed perhaps, but are not there to be changed. */
function* mayLackRows(cursor: Cursor, upTo: Cursor, scope: Scope): ReadProgram<boolean> {
  return (yield* enteredLeads(spanOf(cursor, upTo), scope)).length > 0;
}

function spanOf(cursor: Cursor, upTo: Cursor): Span {
  return { from: cursor.version, seen: Math.min(seenVersion(cursor), upTo.version), upTo: upTo.version };
}

function* whyNotFrom(cursor: Cursor, scope: Scope): ReadProgram<'unknownCursor' | 'scopeChanged' | undefined> {
  if (!(yield* isKnownCursor(cursor))) return 'unknownCursor';
  return (yield* hasAccessChanged(cursor.version, scope)) ? 'scopeChanged' : undefined;
}

function parsePosition(page: string | null): Position | undefined | 'invalid' {
  if (page === null) return undefined;
  try {
    const parsed = positionSchema.safeParse(JSON.parse(page));
    return parsed.success ? parsed.data : 'invalid';
  } catch {
    return 'invalid';
  }
}

function* nextRows(position: Position | undefined, cursor: Cursor, upTo: Cursor, scope: Scope): ReadProgram<Found> {
  if (position?.phase === 'entered') return yield* enteredPage(position, cursor, upTo, scope);
  const found: TableRows[] = [];
  let room = pageRows;
  for (let table = position?.table ?? 0; table < domainTableNames.length; table++) {
    const resume = position && table === position.table ? position : { version: cursor.version, id: '~' };
    const name = domainTableNames[table]!;
    const rows = yield* range(name, {
      where: all(
        after(['version', 'id'], [resume.version, resume.id]),
        lte('version', upTo.version),
        visibleRows(scope, name),
      ),
      order: [{ column: 'version', direction: 'asc' }],
      limit: room,
    });
    if (rows.length > 0) found.push({ table: name, rows: rows as readonly Row[] });
    room -= rows.length;
    const last = rows.at(-1);
    if (room === 0 && last)
      return { found, next: { phase: 'changed', upTo, table, version: last.version, id: last.id } };
  }
  const entered = yield* enteredPage({ phase: 'entered', upTo, afterLead: '' }, cursor, upTo, scope);
  return { found: [...found, ...entered.found], next: entered.next };
}

function* enteredPage(
  position: Position & { phase: 'entered' },
  cursor: Cursor,
  upTo: Cursor,
  scope: Scope,
): ReadProgram<Found> {
  const entered = (yield* enteredLeads(spanOf(cursor, upTo), scope)).filter((id) => id > position.afterLead);
  const ids = entered.slice(0, enteredLeadsPerPage);
  const found = yield* leadsWhole(ids, upTo, scope);
  const more = entered.length > ids.length;
  return { found, next: more ? { phase: 'entered', upTo, afterLead: ids.at(-1)! } : null };
}

/** Leads with everything that hangs on them, as far as the caller may see it and no newer than the pinned version. */
function* leadsWhole(leadIds: readonly string[], upTo: Cursor, scope: Scope): ReadProgram<TableRows[]> {
  if (leadIds.length === 0) return [];
  const linked = yield* linkedTo(leadIds);
  const found: TableRows[] = [];
  for (const name of domainTableNames) {
    const which = linked[name] ?? (domainTables[name].audience === 'lead' ? isIn('leadId', leadIds) : undefined);
    if (!which) continue;
    const rows = yield* range(name, { where: all(which, lte('version', upTo.version), visibleRows(scope, name)) });
    if (rows.length > 0) found.push({ table: name, rows: rows as readonly Row[] });
  }
  return found;
}

/** Which rows come with leads, in the tables that do not simply hang on them. */
function* linkedTo(leadIds: readonly string[]): ReadProgram<Readonly<Record<string, Predicate>>> {
  const leads = yield* range('leads', { where: isIn('id', leadIds) });
  const opportunities = yield* range('opportunities', { where: isIn('leadId', leadIds) });
  const present = (ids: readonly (string | null)[]): string[] => ids.filter((id) => id !== null);
  const contacts = present(leads.map((lead) => lead.contactId));
  const accounts = present([...leads, ...opportunities].map((row) => row.accountId));
  const owned = [...contacts, ...accounts, ...opportunities.map((row) => row.id)];
  return {
    leads: isIn('id', leadIds),
    contacts: isIn('id', contacts),
    accounts: isIn('id', accounts),
    opportunities: isIn('leadId', leadIds),
    conflicts: any(isIn('leadId', leadIds), isIn('entityId', owned)),
  };
}
