// SYNC-5: a refused mutation keeps its full content until a person has decided.
import { after, all, always, eq, gte, isIn } from '../../core/kernel/predicates.ts';
import { write, type Program, type ReadProgram } from '../../core/kernel/reads.ts';
import { sortableNumber } from '../../core/kernel/sortable-number.ts';
import type { StoreChange } from '../../core/kernel/rows.ts';
import { DomainError, type DomainErrorData } from '../../core/kernel/errors.ts';
import type { OutboxState, PendingMutation } from '../../core/bridge/sync-centre.ts';
import { forgottenName } from '../../core/domain/sync/forgotten.ts';
import type { PushReply, WireMutation } from '../../core/protocol/sync.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import { count, get, range } from '../../core/schema/typed-reads.ts';
import { logUndo } from '../../core/domain/undo/undo-log.ts';
import { mutationId } from './device-decide.ts';
import { clearFact, readFact, writeFact } from './device-state.ts';

/** In the order in which they were made. */
export const bySeq = [{ column: 'seq', direction: 'asc' as const }];

/** The next mutations to send, in order. */
export function* unsent(limit: number): ReadProgram<WireMutation[]> {
  const rows = yield* range('outbox', { where: eq('state', 'pending'), order: bySeq, limit });
  return rows.map(wireMutationOf);
}

/** An outbox row as it is sent. */
export function wireMutationOf({ seq, name, args, at, action }: RowOf<'outbox'>): WireMutation {
  return { seq, name, args: JSON.parse(args) as unknown, at, ...(action === null ? {} : { action }) };
}

/**
 * Notes what the server answered. Applied mutations stay until a pull covers them, so that nothing flickers away.
 * @returns those that were refused: their local effect must then be taken back
 */
export function* noteOutcomes(outcomes: PushReply['outcomes']): Program<readonly RowOf<'outbox'>[]> {
  const clientId = (yield* readFact('clientId'))!;
  const refused: RowOf<'outbox'>[] = [];
  for (const { seq, outcome } of outcomes) {
    const rejected = outcome.kind === 'rejected';
    // What the server refused has changed nothing: there is nothing to take back.
    if (rejected) yield* logUndo(mutationId(clientId, seq), []);
    const set = rejected
      ? { state: 'rejected', error: JSON.stringify(outcome.error) }
      : { state: 'answered', error: null };
    const entry = yield* get('outbox', sortableNumber(seq));
    if (!entry) continue;
    if (rejected) refused.push(entry);
    yield* write([{ op: 'patch', table: 'outbox', id: entry.id, set }]);
  }
  return refused;
}

/**
 * The server asks for mutations from a seq on that it no longer has: it was restored from a backup. They are sent again from
 * the outbox and the journal (SYNC-9).
 * @returns false when this device does not have them all: its history and the server's have parted
 */
export function* resendFrom(seq: number): Program<boolean> {
  const counter = yield* readFact('counter');
  const clientId = yield* readFact('clientId');
  const journal = yield* range('journal', { where: all(eq('clientId', clientId ?? null), gte('seq', seq)) });
  const answered = yield* range('outbox', { where: gte('seq', seq) });
  const held = new Set([...journal, ...answered].map((row) => row.seq));
  for (let wanted = seq; wanted <= (counter?.seq ?? 0); wanted++) if (!held.has(wanted)) return false;
  const changes: StoreChange[] = [];
  for (const { id, seq: of, name, args, at, action } of journal) {
    changes.push({ op: 'delete', table: 'journal', id });
    changes.push({ op: 'put', table: 'outbox', row: outboxRow({ seq: of, name, args, at, action }) });
  }
  for (const row of answered)
    changes.push({ op: 'patch', table: 'outbox', id: row.id, set: { state: 'pending', error: null } });
  yield* write(changes);
  // Their effect is in the confirmed rows of before the restore: it must not be added once more.
  const before = (yield* readFact('confirmedSeq')) ?? 0;
  yield* writeFact('rowsHoldSeq', Math.max(before, (yield* readFact('rowsHoldSeq')) ?? 0));
  yield* writeFact('confirmedSeq', seq - 1);
  return true;
}

type Numbered = Pick<RowOf<'outbox'>, 'seq' | 'name' | 'args' | 'at' | 'action'>;

function* takeFromJournal(clientId: string, fromSeq: number): Program<readonly Numbered[]> {
  if (fromSeq === Infinity) return [];
  const rows = yield* range('journal', { where: all(eq('clientId', clientId), gte('seq', fromSeq)) });
  yield* write(rows.map((row) => ({ op: 'delete', table: 'journal', id: row.id })));
  // An empty place keeps the numbers of a history together; a new one has none.
  return rows.filter((row) => row.name !== forgottenName);
}

/** A new outbox row; what it touched is filled in when it is decided. */
export function outboxRow({ seq, name, args, at, action }: Numbered): RowOf<'outbox'> {
  const touched = JSON.stringify({ keys: [], tables: [] });
  return { id: sortableNumber(seq), version: 0, seq, name, args, at, state: 'pending', error: null, touched, action };
}

/**
 * Takes a new identity after a fork (a profile restored from a backup, a copied disk): what is unsent is numbered anew from one;
 * what was answered is on the server and arrives with the next pull; what was refused keeps its content under a negative seq.
 * What came from other devices' files keeps their identity.
 * @param clientId the new identity
 * @param forgottenFrom the server was restored from a backup and has nothing from this seq on: that is sent again, too (SYNC-9)
 */
export function* renumber(clientId: string, forgottenFrom = Infinity): Program<void> {
  const everything = yield* range('outbox', { where: always, order: bySeq });
  const rows = everything.filter((row) => originOf(row) === undefined);
  const old = (yield* readFact('clientId'))!;
  const counter = yield* readFact('counter');
  const forgotten = yield* takeFromJournal(old, forgottenFrom);
  const changes: StoreChange[] = rows.map((row) => ({ op: 'delete', table: 'outbox', id: row.id }));
  let refused = Math.min(0, everything[0]?.seq ?? 0);
  const unsent: Numbered[] = [...forgotten];
  for (const row of rows) {
    const { seq, name, args, at, action } = row;
    if (row.state === 'rejected')
      changes.push({ op: 'put', table: 'outbox', row: { ...row, seq: --refused, id: `refused:${-refused}` } });
    else if (row.state === 'pending' || seq >= forgottenFrom) unsent.push(row);
    else
      changes.push({
        op: 'put',
        table: 'journal',
        row: { id: `${old}:${row.id}`, seq, name, args, at, clientId: old, action },
      });
  }
  // The replay that follows logs what is unsent under its new ids.
  for (const { seq } of unsent) yield* logUndo(mutationId(old, seq), []);
  let next = 0;
  for (const row of unsent.toSorted((a, b) => a.seq - b.seq))
    changes.push({ op: 'put', table: 'outbox', row: outboxRow({ ...row, seq: ++next }) });
  yield* write(changes);
  yield* writeFact('clientId', clientId);
  yield* writeFact('counter', { seq: next, at: counter?.at ?? 0 });
  yield* clearFact('confirmedSeq');
  yield* clearFact('rowsHoldSeq');
}

/** Counts for the status bar. */
export function* outboxCounts(): ReadProgram<{ pending: number; rejected: number }> {
  const rejected = yield* count('outbox', eq('state', 'rejected'));
  return { pending: (yield* count('outbox', always)) - rejected, rejected };
}

/** Which part of the outbox to list: those in some states, from behind an id, so many. */
export type OutboxPage = {
  readonly states?: readonly OutboxState[] | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

/** The outbox as the Sync centre lists it: oldest first, then what other identities left. */
export function* listOutbox({ states, after: last, limit }: OutboxPage): ReadProgram<PendingMutation[]> {
  const where = all(states ? isIn('state', states) : always, last === undefined ? always : after(['id'], [last]));
  return (yield* range('outbox', { where, limit })).map(asPending);
}

/** An outbox row as a screen or a file shows it. */
export function asPending({ id, seq, name, args, at, state, error, action }: RowOf<'outbox'>): PendingMutation {
  return {
    ...{ id, seq, name, at, state },
    args: JSON.parse(args) as unknown,
    error: error === null ? null : (JSON.parse(error) as DomainErrorData),
    ...(action === null ? {} : { action }),
  };
}

/** Under which identity a mutation was made. */
export type OriginOf = { readonly clientId: string; readonly seq: number };

const importedPrefix = 'imported:';

/** Id of a mutation that came from a file: it names the identity under which it was made. */
export function importedId({ clientId, seq }: OriginOf): string {
  return `${importedPrefix}${clientId}:${seq < 0 ? '-' : ''}${sortableNumber(Math.abs(seq))}`;
}

/** @returns the identity of a mutation that came from a file; undefined for one of this device's own */
export function originOf({ id }: Pick<RowOf<'outbox'>, 'id'>): OriginOf | undefined {
  if (!id.startsWith(importedPrefix)) return undefined;
  const [clientId = '', seq = ''] = id.slice(importedPrefix.length).split(':');
  return { clientId, seq: Number(seq) };
}

/** A refused mutation. @throws DomainError NOT_FOUND when there is none with this seq */
export function* refused(seq: number): ReadProgram<RowOf<'outbox'>> {
  const rows = yield* range('outbox', { where: eq('seq', seq) });
  const row = rows.find((candidate) => candidate.state === 'rejected');
  if (!row) throw new DomainError('NOT_FOUND', { seq });
  return row;
}
