// D4: who did what, when and by which request. Written in the transaction of the deed, and never changed.
import { touchedRows } from '../../core/domain/undo/undo-log.ts';
import { write, type Program } from '../../core/kernel/reads.ts';
import type { Row, RowChange, Value } from '../../core/kernel/rows.ts';
import { isDomainTable, tableNamed } from '../../core/schema/tables.ts';
import { get, insert } from '../../core/schema/typed-reads.ts';

/** The request by which something was done. */
export type RequestInfo = {
  readonly id: string;
  /** As the server's log names it. */
  readonly logId: string;
  readonly method: string;
  /** Without the query string, which holds what people typed. */
  readonly path: string;
  /** Values of those that are known to hold no secret. */
  readonly headers: Readonly<Record<string, string>>;
  readonly ip: string;
  /** Who acted in the person's place. */
  readonly impersonatorId: string | undefined;
};

/** Whose deed it was, by what, and through which request. */
export type Deed = {
  /** A mutator's name, or another event: `session.signedIn`. */
  readonly event: string;
  /** Unique for the deed: its entries are numbered within it. */
  readonly deedId: string;
  /** Empty: the server's own. */
  readonly by: string;
  /** When the person did it, epoch milliseconds. */
  readonly at: number;
  /** When the server did it. */
  readonly receivedAt: number;
  readonly apiKeyId?: string | undefined;
  readonly request?: RequestInfo | undefined;
};

/** Per field the value before and after; of a row that came or went, those that were or are not empty. */
export type AuditData = {
  readonly op: 'insert' | 'patch' | 'delete' | 'event';
  readonly changes: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
};

/** Rows that follow from others, which say the same; and people's own settings, which are nobody else's business. */
const unaudited: ReadonlySet<string> = new Set(['history', 'noteRevisions', 'undos', 'preferences']);

/** Writes the entries of a deed. Must run before its changes are written. */
export function* auditChanges(changes: readonly RowChange[], deed: Deed): Program<void> {
  const audited = changes.filter(({ table }) => isDomainTable(table) && !unaudited.has(table));
  const entries: RowChange[] = [];
  for (const { table, id, before, after } of (yield* touchedRows(audited)).values()) {
    const data = auditData(table, before, after);
    if (!data) continue;
    entries.push(
      entry(deed, entries.length, { entity: table, entityId: id, leadId: leadOf(table, (after ?? before)!), data }),
    );
  }
  if (entries.length === 0) return;
  yield* noteRequest(deed);
  yield* write(entries);
}

export type EventInput = Deed & {
  readonly entity: string;
  readonly entityId: string;
  readonly changes: AuditData['changes'];
};

/** Writes one entry about what is no row: a sign-in, a password, a key. */
export function* auditEvent({ entity, entityId, changes, ...deed }: EventInput): Program<null> {
  yield* noteRequest(deed);
  yield* write([entry(deed, 0, { entity, entityId, leadId: null, data: { op: 'event', changes } })]);
  return null;
}

function* noteRequest({ request, receivedAt }: Deed): Program<void> {
  if (!request || (yield* get('auditRequests', request.id))) return;
  const { id, logId, method, path, ip, impersonatorId = null } = request;
  const headers = JSON.stringify(request.headers);
  yield* write([insert('auditRequests', { id, logId, method, path, headers, ip, impersonatorId, at: receivedAt })]);
}

type About = { entity: string; entityId: string; leadId: string | null; data: AuditData };

function entry(deed: Deed, n: number, { data, ...about }: About): RowChange {
  return insert('auditLog', {
    id: `${deed.deedId}:${String(n).padStart(6, '0')}`,
    at: deed.receivedAt,
    madeAt: deed.at,
    event: deed.event,
    userId: deed.by || null,
    apiKeyId: deed.apiKeyId ?? null,
    requestId: deed.request?.id ?? null,
    ...about,
    data: JSON.stringify(data),
  });
}

function auditData(table: string, before: Row | undefined, after: Row | undefined): AuditData | undefined {
  const names = Object.keys(tableNamed(table).columns);
  const changed = names.flatMap((name) => {
    const [from, to]: [Value, Value] = [before?.[name] ?? null, after?.[name] ?? null];
    return from === to ? [] : [[name, { from, to }] as const];
  });
  if (changed.length === 0) return undefined;
  const op = before === undefined ? 'insert' : after === undefined ? 'delete' : 'patch';
  return { op, changes: Object.fromEntries(changed) };
}

/** The lead that a row is or hangs on. */
function leadOf(table: string, row: Row): string | null {
  if (table === 'leads') return row.id;
  const leadId = tableNamed(table).audience === 'lead' ? row['leadId'] : undefined;
  return typeof leadId === 'string' ? leadId : null;
}
