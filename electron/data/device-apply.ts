// SYNC-4: a pull is one transaction, all or nothing. SYNC-8: what left the scope goes with its descendants.
import { all, eq, lt, lte } from '../../core/kernel/predicates.ts';
import { load, write, type DeviceProgram, type Program, type ReadProgram } from '../../core/kernel/reads.ts';
import { rowsOfBlock, type Value } from '../../core/kernel/rows.ts';
import type { TableRows } from '../../core/protocol/rows-digest.ts';
import type { PullReply, RowBlock, SnapshotChunk } from '../../core/protocol/sync.ts';
import { eraseUndo } from '../../core/domain/undo/undo-log.ts';
import { storedColumns } from '../../core/schema/define-table.ts';
import { isDomainTable, tableNamed, type RowOf } from '../../core/schema/tables.ts';
import { range } from '../../core/schema/typed-reads.ts';
import { confirmedByIds } from './confirmed-rows.ts';
import { rowKey } from './device-decide.ts';
import { dependentsOf, type Dependents } from './device-dependents.ts';
import { forgetJournal, journalContent, removeRows, removeUnseen } from './device-forget.ts';
import {
  noKeys,
  pendingKeys,
  putConfirmed,
  replayOutbox,
  restoreBaseImages,
  unconfirmed,
  type Identity,
} from './device-rebase.ts';
import { clearFact, readFact, writeFact } from './device-state.ts';

export type PullPage = Extract<PullReply, { kind: 'page' }>;
/**
 * Applies all pages of a pull at once: confirmed rows in, deleted and forgotten rows out, covered mutations off the outbox,
 * the rest replayed on the new base, the cursor advanced.
 * @param pages of one pull, in order, the last one included
 */
export function* applyPull(pages: readonly PullPage[], identity: Identity): Program<void> {
  const last = pages.at(-1)!;
  const covered = yield* coveredBy(last.lastSeq);
  const arriving = keysOf(pages);
  const dependents = yield* dependentsOnPull(pages, arriving, last.lastSeq);
  const changed = yield* changedRows(pages);
  yield* restoreBaseImages(arriving, dependents?.keys);
  const gone = yield* removeRows(pages.flatMap((page) => [...page.deleted, ...page.forget]));
  yield* eraseUndo(pages.flatMap((page) => page.forget.map(([, id]) => id)));
  for (const page of pages) for (const block of page.blocks) yield* putBlock(block, noKeys);
  for (const { table, rows } of changed) yield* putConfirmed(table, rows, noKeys);
  yield* confirm(covered, last.lastSeq);
  yield* forgetJournal(gone, last.lastSeq);
  yield* replayOutbox(identity, dependents);
  yield* writeFact('cursor', last.upTo);
  yield* writeFact('lastSyncedAt', last.now);
}

/**
 * Applies one chunk of a snapshot and remembers where it stands, so that a broken stream goes on there (SYNC-1).
 * @returns whether it was the last one
 */
export function* applySnapshotChunk(chunk: SnapshotChunk, identity: Identity): DeviceProgram<boolean> {
  const progress = yield* readFact('snapshot');
  const repeated = progress?.repeated ?? false;
  if (chunk.block) {
    const pending = yield* pendingKeys();
    if (repeated || pending.size > 0) yield* putBlock(chunk.block, pending);
    else yield* loadBlock(chunk.block);
    if (repeated) yield* markSeen(chunk.block);
  }
  if (!chunk.last) {
    const reason = progress?.reason ?? 'first';
    yield* writeFact('snapshot', { position: chunk.position, repeated, reason, done: chunk.done, total: chunk.total });
    return false;
  }
  yield* clearFact('rowsHoldSeq');
  yield* restoreBaseImages();
  const gone = repeated ? yield* removeUnseen() : [];
  yield* confirm(yield* coveredBy(chunk.lastSeq), chunk.lastSeq);
  yield* forgetJournal(gone, chunk.lastSeq);
  yield* eraseUndo(gone.map(([, id]) => id));
  yield* replayOutbox(identity);
  yield* writeFact('cursor', chunk.from);
  yield* clearFact('snapshot');
  return true;
}

/** Puts the confirmed rows back and replays the outbox: after mutations were renumbered. */
export function* rebase(identity: Identity): Program<void> {
  yield* restoreBaseImages();
  yield* replayOutbox(identity);
}

/**
 * The same for what depends on mutations that have no effect any more: refused, discarded.
 * @param refused as they were in the outbox
 */
export function* rebaseWithout(refused: readonly RowOf<'outbox'>[], identity: Identity): Program<void> {
  const dependents = yield* dependentsOf([...(yield* unconfirmed()), ...refused], noKeys, refused);
  yield* restoreBaseImages(noKeys, dependents?.keys);
  yield* replayOutbox(identity, dependents);
}

/**
 * Mutations whose effect is now in the confirmed rows. One whose answer was lost on the way is not among them: it is sent again,
 * so that a refusal is never missed.
 */
function* coveredBy(lastSeq: number): ReadProgram<readonly RowOf<'outbox'>[]> {
  return yield* range('outbox', { where: all(lte('seq', lastSeq), eq('state', 'answered')) });
}

const journalDays = 30;

/** Covered mutations move to the journal: what a server restored from a backup has forgotten is sent again from there. */
function* confirm(covered: readonly RowOf<'outbox'>[], lastSeq: number): Program<void> {
  const clientId = (yield* readFact('clientId'))!;
  for (const entry of covered) {
    const { id, seq, at, action } = entry;
    const row = { id: `${clientId}:${id}`, seq, at, clientId, action, ...(yield* journalContent(entry)) };
    yield* write([
      { op: 'delete', table: 'outbox', id },
      { op: 'put', table: 'journal', row },
    ]);
  }
  const newest = covered.at(-1);
  if (newest) {
    const old = yield* range('journal', { where: lt('at', newest.at - journalDays * 86_400_000), limit: 500 });
    yield* write(old.map((row) => ({ op: 'delete', table: 'journal', id: row.id })));
  }
  yield* writeFact('confirmedSeq', lastSeq);
}

function keysOf(pages: readonly PullPage[]): ReadonlySet<string> {
  return new Set(pages.flatMap(idsOf).flatMap(([table, ids]) => ids.map((id) => rowKey(table, id))));
}

/** @returns tables and the ids of their rows that a page brings, whole or changed */
export function idsOf({
  blocks,
  changed = [],
}: Pick<PullPage, 'blocks' | 'changed'>): [table: string, ids: string[]][] {
  const whole = blocks.map(({ table, columns, rows }): [string, string[]] => {
    const id = columns.indexOf('id');
    return [table, rows.map((cells) => String(cells[id]))];
  });
  return [
    ...whole,
    ...changed.map(({ table, columns, cells }): [string, string[]] => [table, idCells(columns, cells)]),
  ];
}

const idCells = (columns: readonly string[], cells: readonly (readonly Value[])[]): string[] =>
  cells[columns.indexOf('id')]!.map(String);

/**
 * The rows that a pull changes, whole as they will be confirmed. One that is not here is left out: the digest of the page then tells
 * that it is missing.
 */
function* changedRows(pages: readonly PullPage[]): ReadProgram<TableRows[]> {
  const tables: TableRows[] = [];
  for (const { table, columns, cells } of pages.flatMap(({ changed }) => changed ?? [])) {
    if (!isDomainTable(table)) continue;
    const ids = idCells(columns, cells);
    const held = new Map((yield* confirmedByIds(table, ids)).map((row) => [row.id, row]));
    const rows = ids.flatMap((id, i) => {
      const row = held.get(id);
      return row ? [{ ...row, ...Object.fromEntries(columns.map((column, c) => [column, cells[c]![i]!])), id }] : [];
    });
    tables.push({ table, rows });
  }
  return tables;
}

/** What is pending and depends on a pull: on rows that arrive or go, or on mutations that it confirms. */
function* dependentsOnPull(
  pages: readonly PullPage[],
  arriving: ReadonlySet<string>,
  lastSeq: number,
): ReadProgram<Dependents | undefined> {
  const pending = yield* unconfirmed();
  const confirmed = pending.filter(({ seq }) => seq <= lastSeq);
  // Leads that go take with them what hangs on them; and who forgets some may see less of others.
  if (pages.some(({ forget, deleted }) => forget.length > 0 || deleted.some(([table]) => table === 'leads')))
    return undefined;
  const deleted = pages.flatMap((page) => page.deleted.map(([table, id]) => rowKey(table, id)));
  return yield* dependentsOf(pending, new Set([...arriving, ...deleted]), confirmed);
}

/** Tables of a newer server are left alone; this version asks for them once it knows them. */
export function* putBlock(block: RowBlock, pending: ReadonlySet<string>): Program<void> {
  if (!isDomainTable(block.table)) return;
  yield* putConfirmed(block.table, rowsOfBlock(knownColumns(block)), pending);
}

/** The rows of a first sync: nothing is there that they could meet. */
function* loadBlock(block: RowBlock): DeviceProgram<void> {
  if (isDomainTable(block.table)) yield* load(knownColumns(block));
}

/** @returns the block without columns that this version does not know */
function knownColumns(block: RowBlock): RowBlock {
  const known = storedColumns(tableNamed(block.table));
  if (block.columns.every((name) => known.includes(name))) return block;
  const kept = [...block.columns.keys()].filter((i) => known.includes(block.columns[i]!));
  return {
    table: block.table,
    columns: kept.map((i) => block.columns[i]!),
    rows: block.rows.map((cells) => kept.map((i) => cells[i] ?? null)),
  };
}

function* markSeen(block: RowBlock): Program<void> {
  const id = block.columns.indexOf('id');
  yield* write(
    block.rows.map((row) => ({ op: 'put', table: 'snapshotSeen', row: { id: rowKey(block.table, String(row[id])) } })),
  );
}
