// SYNC-12: what rows say of contents. A hash alone opens nothing: a row is readable once its content has been proven by sending it.
import { sniffMediaType } from '../../core/domain/file/sniff-media-type.ts';
import { photoMediaTypes } from '../../core/domain/file/file-limits.ts';
import { all, any, eq, isIn, isNull, lt, not, type Predicate } from '../../core/kernel/predicates.ts';
import type { Program, ReadProgram } from '../../core/kernel/reads.ts';
import { sortableNumber } from '../../core/kernel/sortable-number.ts';
import { visibleRows, type Scope } from '../../core/schema/access.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import { first, patch, range, remove } from '../../core/schema/typed-reads.ts';
import type { RequestInfo } from '../access/audit-log.ts';
import { commitChanges } from '../sync/commit-changes.ts';
import { loadScope, type Principal } from '../sync/scope.ts';
import { advanceClock, currentCursor } from '../sync/version.ts';

export type ContentInput = Principal & { readonly sha256: string };

/** `awaited`: a row of the caller's names this content and has not got it; `stored`: the caller can read it already. */
export type ExpectedResult =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'stored' }
  | { readonly kind: 'awaited'; readonly sizes: readonly number[] };

/** @returns whether the caller has a reason to send a content */
export function* contentExpected({ userId, apiKeyId, sha256 }: ContentInput): ReadProgram<ExpectedResult> {
  const scope = yield* loadScope(userId, apiKeyId);
  if (!scope) return { kind: 'unknown' };
  const awaiting = yield* awaitingRows(scope, sha256);
  if (awaiting.length > 0) return { kind: 'awaited', sizes: awaiting.map((row) => row.size) };
  return (yield* readableRow(scope, sha256)) ? { kind: 'stored' } : { kind: 'unknown' };
}

export type StoredInput = ContentInput & {
  readonly via?: RequestInfo | undefined;
  /** Of the verified content. */
  readonly size: number;
  readonly head: Uint8Array;
  readonly now: number;
  readonly stamp: string;
};

/** `refused`: the rows that wait for this content do not describe it: another size, or a photo that is no image. */
export type StoredResult = { readonly kind: 'stored' | 'refused' };

/** The server has the content, and the caller has proven to have it: their rows say so from now on. */
export function* contentStored(input: StoredInput): Program<StoredResult> {
  const scope = yield* loadScope(input.userId, input.apiKeyId);
  if (!scope) return { kind: 'refused' };
  const { version } = yield* currentCursor();
  const rows = yield* awaitingRows(scope, input.sha256);
  const changes = rows.flatMap((row) => {
    const mediaType = sniffMediaType(input.head, row.name);
    const fits = row.size === input.size && (row.kind === 'document' || photoMediaTypes.includes(mediaType));
    return fits ? [patch('documents', row.id, { storedAt: input.now, mediaType })] : [];
  });
  if (changes.length > 0) {
    const { apiKeyId, via: request, now } = input;
    const deedId = `file:${sortableNumber(version + 1)}`;
    const deed = { event: 'file.stored', deedId, by: scope.userId, at: now, receivedAt: now, apiKeyId, request };
    yield* commitChanges(changes, version + 1, deed);
    yield* advanceClock(version + 1, input.stamp, input.now);
    return { kind: 'stored' };
  }
  return { kind: (yield* readableRow(scope, input.sha256)) ? 'stored' : 'refused' };
}

/** What a content may be shown as. */
export type ReadableResult = Pick<RowOf<'documents'>, 'name' | 'mediaType' | 'size'> | null;

/** @returns the row through which the caller may read a content; null for everybody else */
export function* contentReadable({ userId, apiKeyId, sha256 }: ContentInput): ReadProgram<ReadableResult> {
  const scope = yield* loadScope(userId, apiKeyId);
  const row = scope && (yield* readableRow(scope, sha256));
  return row ? { name: row.name, mediaType: row.mediaType, size: row.size } : null;
}

/** @returns those of the contents that no row names */
export function* contentsUnreferenced({ sha256s }: { readonly sha256s: readonly string[] }): ReadProgram<string[]> {
  const named = new Set((yield* range('documents', { where: isIn('sha256', sha256s) })).map((row) => row.sha256));
  return sha256s.filter((sha256) => !named.has(sha256));
}

export type PurgeInput = { readonly removedBefore: number; readonly now: number; readonly stamp: string };

/** Deletes the rows of files that were removed long ago. @returns how many */
export function* purgeRemoved({ removedBefore, now, stamp }: PurgeInput): Program<number> {
  const rows = yield* range('documents', { where: lt('removedAt', removedBefore), limit: 1000 });
  if (rows.length === 0) return 0;
  const { version } = yield* currentCursor();
  yield* commitChanges(
    rows.map((row) => remove('documents', row.id)),
    version + 1,
    { event: 'file.purged', deedId: `file:${sortableNumber(version + 1)}`, by: '', at: now, receivedAt: now },
  );
  yield* advanceClock(version + 1, stamp, now);
  return rows.length;
}

/** Also the rows of leads that have moved on since: what their author added while they had access is accepted (docs/sync.md). */
function awaitingRows(scope: Scope, sha256: string): ReadProgram<readonly RowOf<'documents'>[]> {
  const mine = any(eq('createdBy', scope.userId), visibleRows(scope, 'documents'));
  return range('documents', { where: all(eq('sha256', sha256), isNull('storedAt'), mine) });
}

function readableRow(scope: Scope, sha256: string): ReadProgram<RowOf<'documents'> | undefined> {
  const stored: Predicate = all(eq('sha256', sha256), not(isNull('storedAt')), isNull('removedAt'));
  return first('documents', { where: all(stored, visibleRows(scope, 'documents')) });
}
