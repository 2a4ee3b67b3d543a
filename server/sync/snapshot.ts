import { z } from 'zod';
import { after, all } from '../../core/kernel/predicates.ts';
import type { ReadProgram } from '../../core/kernel/reads.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { cursorSchema, type SnapshotChunk, type SnapshotRequest } from '../../core/protocol/sync.ts';
import { visibleRows, type Scope } from '../../core/schema/access.ts';
import { domainTableNames, type DomainTableName } from '../../core/schema/tables.ts';
import { count, get, range } from '../../core/schema/typed-reads.ts';
import type { SyncProblem } from './push.ts';
import { toBlock } from './row-blocks.ts';
import { loadScope } from './scope.ts';
import { currentCursor, cursorHavingSeen, isKnownCursor } from './version.ts';

/**
 * Rows in one chunk: enough to compress well, few enough that little is lost when the line breaks, and that they are gone from the
 * device's memory before they would grow old there.
 * @param total rows of the whole snapshot
 */
function chunkRowsOf(total: number): number {
  return Math.min(200, Math.max(100, Math.ceil(total / 100)));
}

export type SnapshotInput = { readonly userId: string; readonly request: SnapshotRequest };
export type SnapshotResult =
  | {
      readonly kind: 'chunk';
      /** The chunk as it travels (SnapshotChunk as JSON): written where the rows are, so that they need not cross a thread one by one. */
      readonly line: string;
      /** Where the next one begins; null: this was the last. */
      readonly next: string | null;
    }
  | SyncProblem;

const positionSchema = z.object({
  from: cursorSchema,
  /** Where the history stood when the last chunk was read: its rows may be that new. */
  seen: cursorSchema.optional(),
  table: z.int().min(0),
  id: z.string(),
  done: z.int().min(0),
  total: z.int().min(0),
});
type Position = z.infer<typeof positionSchema>;

/**
 * Answers the next chunk of everything in the caller's scope, table by table in id order. Rows that change meanwhile carry
 * versions after `from` and arrive with the pull that follows, so chunks need no common point in time.
 * @returns a chunk (the last one says so), or a problem (REVOKED, INVALID_REQUEST for a position of another history)
 */
export function* snapshot({ userId, request }: SnapshotInput): ReadProgram<SnapshotResult> {
  const scope = yield* loadScope(userId);
  const client = yield* get('clients', request.clientId);
  if (!scope || client?.revoked) return { kind: 'problem', code: 'REVOKED', details: {} };
  const position = request.after === null ? yield* firstPosition(scope) : yield* resumed(request.after);
  if (!position) return { kind: 'problem', code: 'INVALID_REQUEST', details: { field: 'after' } };
  const { name, rows, reached } = yield* nextRows(scope, position);
  const seen = yield* currentCursor();
  const next = { ...reached, seen };
  const chunk: SnapshotChunk = {
    from: cursorHavingSeen(position.from, seen),
    block: rows.length > 0 ? toBlock(name, rows) : null,
    position: JSON.stringify(next),
    done: next.done,
    total: next.total,
    last: next.table >= domainTableNames.length,
    lastSeq: client?.lastSeq ?? 0,
  };
  return { kind: 'chunk', line: JSON.stringify(chunk), next: chunk.last ? null : chunk.position };
}

type NextRows = { readonly name: DomainTableName; readonly rows: readonly Row[]; readonly reached: Position };

/** Reads on from a position; tables with nothing in them are no chunks, except after the last row. */
function* nextRows(scope: Scope, position: Position): ReadProgram<NextRows> {
  const name = domainTableNames[position.table]!;
  const rows = (yield* range(name, {
    where: all(after(['id'], [position.id]), visibleRows(scope, name)),
    limit: chunkRowsOf(position.total),
  })) as readonly Row[];
  const reached = advance(position, rows);
  const isEnd = reached.table >= domainTableNames.length;
  return rows.length > 0 || isEnd ? { name, rows, reached } : yield* nextRows(scope, reached);
}

function* firstPosition(scope: Scope): ReadProgram<Position> {
  let total = 0;
  for (const name of domainTableNames) total += yield* count(name, visibleRows(scope, name));
  return { from: yield* currentCursor(), table: 0, id: '', done: 0, total };
}

function* resumed(text: string): ReadProgram<Position | undefined> {
  const position = parsePosition(text);
  if (!position || position.table >= domainTableNames.length) return undefined;
  return (yield* isKnownCursor(cursorHavingSeen(position.from, position.seen ?? position.from))) ? position : undefined;
}

function parsePosition(text: string): Position | undefined {
  try {
    return positionSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function advance(position: Position, rows: readonly Row[]): Position {
  const done = position.done + rows.length;
  const total = Math.max(position.total, done);
  const last = rows.at(-1);
  return rows.length === chunkRowsOf(position.total) && last
    ? { ...position, id: last.id, done, total }
    : { ...position, table: position.table + 1, id: '', done, total };
}
