// SYNC-7: at rest, every device's confirmed rows equal the server's rows in its scope, content included.
import { after, all, lte } from '../../core/kernel/predicates.ts';
import type { ReadProgram } from '../../core/kernel/reads.ts';
import type { Row } from '../../core/kernel/rows.ts';
import {
  auditRangeRows,
  auditRanges,
  maxRepairRows,
  type DigestReply,
  type DigestRequest,
  type RepairReply,
  type RepairRequest,
} from '../../core/protocol/audit.ts';
import { visibleRows, type Scope } from '../../core/schema/access.ts';
import { storedColumns } from '../../core/schema/define-table.ts';
import { hashText, rowHash, RowsDigest } from '../../core/schema/row-digest.ts';
import { isDomainTable, tableNamed, type DomainTableName } from '../../core/schema/tables.ts';
import { get, range } from '../../core/schema/typed-reads.ts';
import type { SyncProblem } from './push.ts';
import { toBlock } from './row-blocks.ts';
import { loadScope } from './scope.ts';
import { currentCursor, isKnownCursor } from './version.ts';

export type DigestInput = { readonly userId: string; readonly request: DigestRequest };
export type DigestResult = { readonly kind: 'reply'; readonly reply: DigestReply } | SyncProblem;
export type RepairInput = { readonly userId: string; readonly request: RepairRequest };
export type RepairResult = { readonly kind: 'reply'; readonly reply: RepairReply } | SyncProblem;

/**
 * Digests of the next ranges of a table, in id order, as far as the caller may see its rows.
 * @returns ranges, the last one open at its end when the table ends with it; or a problem (REVOKED, WRONG_CLIENT, INVALID_REQUEST)
 */
export function* digest({ userId, request }: DigestInput): ReadProgram<DigestResult> {
  const caller = yield* auditCaller(userId, request);
  if ('kind' in caller) return caller;
  const { scope, table, columns } = caller;
  const rows = (yield* range(table, {
    where: all(after(['id'], [request.after]), visibleRows(scope, table)),
    limit: auditRangeRows * auditRanges,
  })) as readonly Row[];
  const ranges: DigestReply['ranges'] = [];
  for (let from = 0; from < rows.length; from += auditRangeRows) {
    const part = rows.slice(from, from + auditRangeRows);
    ranges.push({ upTo: part.at(-1)!.id, digest: digestOf(table, columns, part) });
  }
  if (rows.length === auditRangeRows * auditRanges) return { kind: 'reply', reply: { ranges } };
  // Whatever a device holds behind the last row is in this range, too.
  const last = ranges.pop() ?? { digest: new RowsDigest().text };
  return { kind: 'reply', reply: { ranges: [...ranges, { ...last, upTo: null }] } };
}

/**
 * Compares a range with what a device holds of it, row by row.
 * @returns the rows that differ and no newer than the device's cursor; ids that are not in its scope
 */
export function* repair({ userId, request }: RepairInput): ReadProgram<RepairResult> {
  const caller = yield* auditCaller(userId, request);
  if ('kind' in caller) return caller;
  if (!(yield* isKnownCursor(request.cursor))) return invalid('cursor');
  const { scope, table, columns } = caller;
  const rows = (yield* range(table, {
    where: all(
      after(['id'], [request.after]),
      ...(request.upTo === null ? [] : [lte('id', request.upTo)]),
      visibleRows(scope, table),
    ),
    limit: maxRepairRows + 1,
  })) as readonly Row[];
  // A range that has grown beyond a reply is compared as far as it was read.
  const end = rows.length > maxRepairRows ? rows.at(-1)!.id : null;
  const read = end === null ? rows : rows.slice(0, -1);
  const held = new Map(request.held.map(([id, version, hash]) => [id, { version, hash }]));
  const known = read.filter((row) => Number(row['version']) <= request.cursor.version);
  const now = yield* currentCursor();
  const goneOn = now.version !== request.cursor.version;
  const missing = known.filter((row) => !held.has(row.id));
  const changed = known.filter((row) => {
    const there = held.get(row.id);
    return there !== undefined && there.hash !== hashText(rowHash(table, columns, row));
  });
  // An old row that is not there may have come into the person's view since: it arrives with the pull, together with what it hangs on.
  const differing = goneOn ? changed : [...changed, ...missing];
  const present = new Set(read.map((row) => row.id));
  const absent = [...held.keys()].filter((id) => !present.has(id) && (end === null || id < end));
  return {
    kind: 'reply',
    reply: {
      block: differing.length > 0 ? toBlock(table, differing) : null,
      absent,
      behind: goneOn && absent.length + missing.length > 0,
      skipped: read.length - known.length + (end === null ? 0 : 1),
    },
  };
}

type AuditCaller = { readonly scope: Scope; readonly table: DomainTableName; readonly columns: readonly string[] };

/** Who asks, and about which columns: those that both sides know. */
function* auditCaller(
  userId: string,
  { clientId, table, columns }: DigestRequest | RepairRequest,
): ReadProgram<AuditCaller | SyncProblem> {
  const scope = yield* loadScope(userId);
  const client = yield* get('clients', clientId);
  if (!scope || client?.revoked) return { kind: 'problem', code: 'REVOKED', details: {} };
  if (client && client.userId !== userId) return { kind: 'problem', code: 'WRONG_CLIENT', details: {} };
  if (!isDomainTable(table)) return invalid('table');
  const known = storedColumns(tableNamed(table));
  return { scope, table, columns: columns.filter((column) => known.includes(column)) };
}

function digestOf(table: string, columns: readonly string[], rows: readonly Row[]): string {
  const sum = new RowsDigest();
  for (const row of rows) sum.add(rowHash(table, columns, row));
  return sum.text;
}

function invalid(field: string): SyncProblem {
  return { kind: 'problem', code: 'INVALID_REQUEST', details: { field } };
}
