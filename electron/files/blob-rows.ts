import { all, always, eq, gt, isIn, isNull, not } from '../../core/kernel/predicates.ts';
import { write, type Program, type ReadProgram } from '../../core/kernel/reads.ts';
import type { Row } from '../../core/kernel/rows.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import { first, get, range } from '../../core/schema/typed-reads.ts';

/** What the device knows of a content; its id is the SHA-256. */
export type Blob = Omit<RowOf<'blobs'>, 'version'>;
type DocumentRow = RowOf<'documents'>;

/** Newest rows that are looked at for what to fetch ahead. */
const prefetchRows = 1000;

export function* blob(sha256: string): ReadProgram<Blob | undefined> {
  return yield* get('blobs', sha256);
}

export function* allBlobs(): ReadProgram<readonly Blob[]> {
  return yield* range('blobs', { where: always });
}

/** Writes what is known of a content. */
export function* putBlob(of: Blob): Program<void> {
  yield* write([{ op: 'put', table: 'blobs', row: of as unknown as Row }]);
}

/** Changes some of it; nothing when the content was forgotten meanwhile. */
export function* patchBlob(sha256: string, set: Partial<Omit<Blob, 'id'>>): Program<void> {
  if (yield* get('blobs', sha256)) yield* write([{ op: 'patch', table: 'blobs', id: sha256, set }]);
}

/** Forgets a content and its key: what its file holds is noise from here on (SYNC-8). */
export function* forgetBlob(sha256: string): Program<void> {
  if (yield* get('blobs', sha256)) yield* write([{ op: 'delete', table: 'blobs', id: sha256 }]);
}

/** @returns those of the contents that a row names, removed or not, or a mutation that has not reached the server, refused ones included */
export function* namedContents(sha256s: readonly string[]): ReadProgram<ReadonlySet<string>> {
  const rows = yield* range('documents', { where: isIn('sha256', sha256s) });
  const pending = yield* range('outbox', { where: isIn('name', ['document.add', 'lead.setPhoto']) });
  const args = pending.map((entry) => entry.args);
  const inOutbox = sha256s.filter((sha256) => args.some((text) => text.includes(sha256)));
  return new Set([...rows.map((row) => row.sha256), ...inOutbox]);
}

/** @returns a row that the server has and whose content it awaits */
export function* awaitingRow(sha256: string): ReadProgram<DocumentRow | undefined> {
  const where = all(eq('sha256', sha256), isNull('storedAt'), gt('version', 0));
  return yield* first('documents', { where });
}

/** @returns the newest rows whose content the server has, in their order */
export function* newestStored(): ReadProgram<readonly DocumentRow[]> {
  return yield* range('documents', {
    where: all(not(isNull('storedAt')), isNull('removedAt')),
    order: [
      { column: 'createdAt', direction: 'desc' },
      { column: 'id', direction: 'desc' },
    ],
    limit: prefetchRows,
  });
}

/** @returns whether the server has a content for some row on this device */
export function* isStoredForSomeRow(sha256: string): ReadProgram<boolean> {
  return (yield* first('documents', { where: all(eq('sha256', sha256), not(isNull('storedAt'))) })) !== undefined;
}
