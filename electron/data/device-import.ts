// SYNC-2: work that came from another device's file is sent in that device's name, so that the server's ledger tells what it has run.
import type { ImportResult } from '../../core/bridge/sync-centre.ts';
import type { DomainErrorData } from '../../core/kernel/errors.ts';
import { canonicalJson } from '../../core/kernel/canonical-json.ts';
import { always, eq, not } from '../../core/kernel/predicates.ts';
import { write, type Program, type ReadProgram } from '../../core/kernel/reads.ts';
import type { StoreChange } from '../../core/kernel/rows.ts';
import { sortableNumber } from '../../core/kernel/sortable-number.ts';
import type { PushReply, WireMutation } from '../../core/protocol/sync.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import { first, get, range } from '../../core/schema/typed-reads.ts';
import { bySeq, importedId, originOf, outboxRow, wireMutationOf, type OriginOf } from './device-outbox.ts';
import { readFact } from './device-state.ts';
import type { FiledMutation } from './outbox-file.ts';

/**
 * Takes in what a file holds. Unsent mutations wait under the identity that made them and have no effect here until the server
 * has run them; refused ones wait for the person's decision. What is known already is left alone, so that importing twice adds
 * nothing.
 * @param takeNewIdentity parts this device from its client id
 */
export function* importMutations(
  filed: readonly FiledMutation[],
  takeNewIdentity: () => Program<void>,
): Program<ImportResult> {
  const clientId = (yield* readFact('clientId'))!;
  const made = (yield* readFact('counter'))?.seq ?? 0;
  const isNewer = filed.some((mutation) => mutation.clientId === clientId && mutation.seq > made);
  // This database is an older copy of the one that the file was made of: the rest of that history is not ours to number.
  if (isNewer) yield* handOver(filed, clientId);
  const result = { added: 0, refused: 0, known: 0 };
  let seq = Math.min(0, (yield* first('outbox', { where: always, order: bySeq }))?.seq ?? 0);
  for (const mutation of filed) {
    const isOwn = mutation.clientId === clientId && !isNewer;
    if (yield* isKnown(mutation, isOwn)) {
      result.known++;
      continue;
    }
    yield* write([{ op: 'put', table: 'outbox', row: importedRow(mutation, --seq) }]);
    result[mutation.state === 'refused' ? 'refused' : 'added']++;
  }
  if (isNewer) yield* takeNewIdentity();
  return result;
}

/** Own unsent mutations that the file holds too go with it, or they would run under both identities. */
function* handOver(filed: readonly FiledMutation[], clientId: string): Program<void> {
  for (const mutation of filed) {
    if (mutation.clientId !== clientId || mutation.state !== 'unsent') continue;
    const own = yield* get('outbox', sortableNumber(mutation.seq));
    if (own?.state !== 'pending' || own.at !== mutation.at || own.name !== mutation.name) continue;
    if (canonicalJson(JSON.parse(own.args)) === canonicalJson(mutation.args))
      yield* write([{ op: 'delete', table: 'outbox', id: own.id }]);
  }
}

function* isKnown(mutation: FiledMutation, isOwn: boolean): ReadProgram<boolean> {
  if (yield* get('outbox', importedId(mutation))) return true;
  if (yield* get('journal', retriedId(mutation))) return true;
  const delivered = mutation.seq > 0 && (yield* get('journal', journalId(mutation)));
  if (delivered) return true;
  if (!isOwn) return false;
  // What this database made and no longer holds has been delivered; a refusal may have been discarded, and comes back.
  if (mutation.state === 'unsent') return true;
  const own = yield* range('outbox', { where: eq('seq', mutation.seq) });
  return own.length > 0;
}

function importedRow(mutation: FiledMutation, seq: number): RowOf<'outbox'> {
  const { name, at, state, error, action = null } = mutation;
  return {
    ...outboxRow({ seq, name, args: JSON.stringify(mutation.args ?? null), at, action }),
    id: importedId(mutation),
    state: state === 'refused' ? 'rejected' : 'imported',
    error: error === null ? null : JSON.stringify(error),
  };
}

/** @returns the next mutations of one other identity, in its order; undefined when there are none */
export function* unsentImported(
  limit: number,
): ReadProgram<{ readonly clientId: string; readonly mutations: WireMutation[] } | undefined> {
  const rows = yield* range('outbox', { where: eq('state', 'imported'), limit });
  const clientId = rows[0] && originOf(rows[0])!.clientId;
  if (clientId === undefined) return undefined;
  const mutations = rows
    .map((row) => ({ row, origin: originOf(row)! }))
    .filter(({ origin }) => origin.clientId === clientId)
    .map(({ row, origin: { seq } }) => ({ ...wireMutationOf(row), seq }));
  // A number that is missing between two of them must not keep back those before it.
  const gap = mutations.findIndex(({ seq }, i) => seq !== mutations[0]!.seq + i);
  return { clientId, mutations: gap === -1 ? mutations : mutations.slice(0, gap) };
}

/**
 * A restored server may lack what this device sent under identities that it has had before, or in the name of others: all of that
 * which the journal holds goes out once more under the identity that made it. The ledger tells what is there (SYNC-9).
 */
export function* sendEldersAgain(): Program<void> {
  const clientId = (yield* readFact('clientId'))!;
  const entries = yield* range('journal', { where: not(eq('clientId', clientId)), order: bySeq });
  let seq = Math.min(0, (yield* first('outbox', { where: always, order: bySeq }))?.seq ?? 0);
  for (const { id, ...entry } of entries) {
    if (id !== journalId(entry)) continue;
    const filed = { ...entry, args: JSON.parse(entry.args) as unknown, state: 'unsent' as const, error: null };
    yield* write([
      { op: 'delete', table: 'journal', id },
      { op: 'put', table: 'outbox', row: importedRow({ ...filed, action: entry.action ?? undefined }, --seq) },
    ]);
  }
}

/** What was run arrives with the next pull; what was refused waits for the person. */
export function* noteImportedOutcomes(clientId: string, outcomes: PushReply['outcomes']): Program<void> {
  for (const { seq, outcome } of outcomes) {
    const row = yield* get('outbox', importedId({ clientId, seq }));
    if (row?.state !== 'imported') continue;
    if (outcome.kind === 'rejected') yield* refuse(row, outcome.error);
    else {
      const { name, args, at, action } = row;
      yield* write([
        { op: 'delete', table: 'outbox', id: row.id },
        {
          op: 'put',
          table: 'journal',
          row: { id: journalId({ clientId, seq }), seq, name, args, at, clientId, action },
        },
      ]);
    }
  }
}

/**
 * The server has another history of that identity, or does not let it in: whether it has run these cannot be told, so the
 * person decides.
 */
export function* giveUpImported(clientId: string, reason: string): Program<void> {
  for (const row of yield* range('outbox', { where: eq('state', 'imported') })) {
    if (originOf(row)!.clientId === clientId) yield* refuse(row, { code: 'ORIGIN_REFUSED', details: { reason } });
  }
}

function* refuse(row: RowOf<'outbox'>, error: DomainErrorData): Program<void> {
  yield* write([
    { op: 'patch', table: 'outbox', id: row.id, set: { state: 'rejected', error: JSON.stringify(error) } },
  ]);
}

const journalId = ({ clientId, seq }: OriginOf): string => `${clientId}:${sortableNumber(seq)}`;
const retriedId = ({ clientId, seq }: OriginOf): string => `retried:${importedId({ clientId, seq })}`;

/** Remembers that a refused mutation goes on as a new one: a file that still holds it must not bring it back. */
export function* rememberRetried(row: RowOf<'outbox'>): Program<void> {
  const { seq, name, args, at, action } = row;
  const origin = originOf(row) ?? { clientId: (yield* readFact('clientId'))!, seq };
  const change: StoreChange = {
    op: 'put',
    table: 'journal',
    row: { id: retriedId(origin), seq, name, args, at, clientId: `retried:${origin.clientId}`, action },
  };
  yield* write([change]);
}
