// SYNC-9: an empty, restored or swapped server never empties a device.
import type { HeldRemoval } from '../../core/bridge/contract.ts';
import { all, gt, gte, isIn, lt } from '../../core/kernel/predicates.ts';
import type { Program, ReadProgram } from '../../core/kernel/reads.ts';
import type { SnapshotChunk } from '../../core/protocol/sync.ts';
import { domainTableNames, domainTables, isDomainTable, type DomainTableName } from '../../core/schema/tables.ts';
import { count } from '../../core/schema/typed-reads.ts';
import type { PullPage } from './device-apply.ts';
import { clearFact, readFact, writeFact } from './device-state.ts';

/** More rows than this and a larger share than this at once stop and ask. A few leads of a small company may always go. */
const askAboveRows = 500;
const askAboveShare = 0.2;
/** Ids in one question to the store. */
const idsAtOnce = 500;

type Counts = ReadonlyMap<string, number>;

/**
 * Looks at what a pull deletes, before any of it is written. Rows that left the person's scope (`forget`) are no matter of this
 * brake: the server names each of them because somebody took it from this person, and it must go (SYNC-8).
 * @param now epoch milliseconds
 * @returns whether the pull must wait for the person; the question is then in the fact `removalHeld`
 */
export function* holdPull(pages: readonly PullPage[], now: number): Program<boolean> {
  return yield* holdIfLarge(yield* deletedBy(pages), now);
}

/**
 * Looks at what a repeated snapshot is about to remove because it did not bring it: at its first chunk, by the number of rows
 * the server announces, so that not even a value is put back; and at its last, table by table.
 * @param chunk its rows must be among those seen
 * @returns whether the snapshot must wait for the person
 */
export function* holdSnapshot(chunk: SnapshotChunk, now: number): Program<boolean> {
  const progress = yield* readFact('snapshot');
  // Changed roles or teams explain what is missing.
  if (!progress?.repeated || progress.reason === 'scopeChanged') return false;
  if (chunk.last) return yield* holdIfLarge(yield* unseen(chunk), now);
  if (progress.position !== null) return false;
  const held = yield* heldRows();
  const missing = Math.max(0, sum(held) - chunk.total);
  if (yield* isAcceptable(missing, sum(held))) return false;
  // Which of them go is not known yet.
  yield* hold({ tables: [], removed: missing, held: sum(held), at: now, decision: 'ask' });
  return true;
}

/** The person has looked: remove what was asked about, with the next answer of the server. */
export function* allowRemoval(): Program<void> {
  const held = yield* readFact('removalHeld');
  if (!held) return;
  yield* writeFact('removalAllowed', held.removed);
  yield* clearFact('removalHeld');
}

/** The person keeps what is here: the device does not speak to the server until they ask it to. */
export function* keepRows(): Program<void> {
  const held = yield* readFact('removalHeld');
  if (held) yield* writeFact('removalHeld', { ...held, decision: 'keep' });
}

/** Somebody has looked at the server: ask it again. */
export function* askAgain(): Program<void> {
  yield* clearFact('removalHeld');
}

function* holdIfLarge(counts: Counts, now: number): Program<boolean> {
  const removed = sum(counts);
  const held = removed > askAboveRows ? sum(yield* heldRows()) : 0;
  if (yield* isAcceptable(removed, held)) {
    // Answered by an ordinary one: the question and what was allowed are no more.
    yield* clearFact('removalHeld');
    if (removed > askAboveRows) yield* clearFact('removalAllowed');
    return false;
  }
  const tables = [...counts].filter(([, rows]) => rows > 0).map(([table, rows]) => ({ table, rows }));
  yield* hold({ tables: tables.toSorted((a, b) => b.rows - a.rows), removed, held, at: now, decision: 'ask' });
  return true;
}

/** What was allowed covers what has changed since in the ordinary way, not another disaster. */
function* isAcceptable(removed: number, held: number): ReadProgram<boolean> {
  if (removed <= askAboveRows || removed <= held * askAboveShare) return true;
  const allowed = yield* readFact('removalAllowed');
  return allowed !== undefined && removed <= allowed + askAboveRows;
}

function* hold(question: HeldRemoval): Program<void> {
  const { decision } = (yield* readFact('removalHeld')) ?? question;
  yield* writeFact('removalHeld', { ...question, decision });
}

/** Rows that the server has confirmed; what only this device has is not the server's to remove. */
function* heldRows(): ReadProgram<Counts> {
  const counts = new Map<string, number>();
  for (const name of domainTableNames) counts.set(name, yield* count(name, gt('version', 0)));
  return counts;
}

function* unseen({ block }: SnapshotChunk): ReadProgram<Counts> {
  const missing = new Map<string, number>();
  for (const [name, rows] of yield* heldRows()) {
    // The ids of `snapshotSeen` begin with the table; `;` follows `:`.
    const seen = yield* count('snapshotSeen', all(gte('id', `${name}:`), lt('id', `${name};`)));
    missing.set(name, Math.max(0, rows - seen - (block?.table === name ? block.rows.length : 0)));
  }
  return missing;
}

/** Rows of this device that a pull deletes, with what goes along with leads. */
function* deletedBy(pages: readonly PullPage[]): ReadProgram<Counts> {
  const ids = new Map<DomainTableName, string[]>();
  for (const { deleted } of pages) {
    for (const [table, id] of deleted) {
      if (!isDomainTable(table)) continue;
      const named = ids.get(table) ?? [];
      ids.set(table, named);
      named.push(id);
    }
  }
  const counts = new Map<DomainTableName, number>();
  for (const [table, of] of ids) counts.set(table, yield* countByIds(table, 'id', of));
  const leads = ids.get('leads');
  if (!leads) return counts;
  for (const name of domainTableNames) {
    // Children are named themselves as well: the larger number is what goes.
    if (domainTables[name].audience !== 'lead' || name === 'leads') continue;
    counts.set(name, Math.max(counts.get(name) ?? 0, yield* countByIds(name, 'leadId', leads)));
  }
  return counts;
}

function* countByIds(table: DomainTableName, column: string, ids: readonly string[]): ReadProgram<number> {
  let found = 0;
  for (let from = 0; from < ids.length; from += idsAtOnce) {
    found += yield* count(table, isIn(column, ids.slice(from, from + idsAtOnce)));
  }
  return found;
}

function sum(counts: Counts): number {
  return [...counts.values()].reduce((total, rows) => total + rows, 0);
}
