// SYNC-2: each mutation runs exactly once, in device order. SYNC-5: a refused one never blocks the ones behind it.
import { contentHash } from '../../core/kernel/canonical-json.ts';
import { decideMutation } from '../../core/kernel/decide-mutation.ts';
import { DomainError } from '../../core/kernel/errors.ts';
import { derivedUuid } from '../../core/kernel/ids.ts';
import type { MutationContext } from '../../core/kernel/mutator.ts';
import { write, type Program, type ReadProgram } from '../../core/kernel/reads.ts';
import type { RowChange } from '../../core/kernel/rows.ts';
import type { Outcome, PushReply, PushRequest, SyncProblemCode, WireMutation } from '../../core/protocol/sync.ts';
import { visibleLeads, visibleOwned, type Scope } from '../../core/schema/access.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import { get } from '../../core/schema/typed-reads.ts';
import { mutators } from '../../core/domain/mutators.ts';
import { purgeUndoAt, undoEntries } from '../../core/domain/undo/undo-log.ts';
import type { RequestInfo } from '../access/audit-log.ts';
import { commitChanges } from './commit-changes.ts';
import { newClient } from './new-client.ts';
import { mergeConcurrent } from './merge.ts';
import { pastOf } from './past.ts';
import { prefetch } from './prefetch.ts';
import { actorOf, loadScope } from './scope.ts';
import { sortableNumber } from '../../core/kernel/sortable-number.ts';
import { advanceClock, currentCursor, isKnownCursor } from './version.ts';

export type SyncProblem = {
  readonly kind: 'problem';
  readonly code: SyncProblemCode;
  readonly details: Readonly<Record<string, unknown>>;
};

export type PushInput = {
  readonly userId: string;
  readonly request: PushRequest;
  /** The request that brought it. */
  readonly via?: RequestInfo | undefined;
  /** Server's epoch milliseconds. */
  readonly now: number;
  /** Random, for the version this push may hand out. */
  readonly stamp: string;
};

export type PushResult =
  { readonly kind: 'reply'; readonly reply: PushReply; readonly bugs: readonly string[] } | SyncProblem;

/**
 * Runs a device's mutations, each once and in its order, in one transaction with their ledger entries.
 * @returns one outcome a mutation; or a problem (SEQ_GAP, FORK, REVOKED, WRONG_CLIENT), and then nothing was written
 */
export function* push(input: PushInput): Program<PushResult> {
  const { request } = input;
  const { version: current } = yield* currentCursor();
  const scope = yield* loadScope(input.userId);
  const client = yield* get('clients', request.clientId);
  const problem = clientProblem(scope, client, input);
  if (problem || !scope) return problem ?? revoked;
  if (!(yield* isOfThisHistory(request))) return { kind: 'problem', code: 'UNKNOWN_CURSOR', details: {} };
  const lastSeq = client?.lastSeq ?? 0;
  const repeated = yield* repeatedOutcomes(request, lastSeq);
  if (!Array.isArray(repeated)) return repeated;
  const notBefore = client?.lastAt ?? (yield* get('users', input.userId))?.createdAt ?? 0;
  const batch = new Batch(input, scope, current + 1, notBefore);
  const outcomes = [...repeated];
  yield* prefetch(request.mutations.slice(repeated.length), current + 1);
  for (const mutation of request.mutations.slice(repeated.length)) {
    outcomes.push({ seq: mutation.seq, outcome: yield* batch.run(mutation) });
  }
  if (batch.wrote) yield* purgeUndoAt(current + 1, input.now);
  if (batch.wrote) yield* advanceClock(current + 1, input.stamp, input.now);
  const reached = Math.max(lastSeq, request.mutations.at(-1)?.seq ?? 0);
  yield* write([
    {
      op: 'put',
      table: 'clients',
      row: {
        ...(client ?? newClient(request.clientId, input.userId, input.now)),
        lastSeq: reached,
        lastAt: batch.lastAt,
        ...(request.carriedBy === undefined ? { lastSeenAt: input.now } : {}),
      },
    },
  ]);
  return { kind: 'reply', reply: { outcomes, lastSeq: reached, now: input.now }, bugs: batch.bugs };
}

const revoked: SyncProblem = { kind: 'problem', code: 'REVOKED', details: {} };

function clientProblem(
  scope: Scope | undefined,
  client: RowOf<'clients'> | undefined,
  { request, userId }: PushInput,
): SyncProblem | undefined {
  if (!scope || client?.revoked) return revoked;
  if (client && client.userId !== userId) return { kind: 'problem', code: 'WRONG_CLIENT', details: {} };
  const first = request.mutations[0];
  const expected = (client?.lastSeq ?? 0) + 1;
  const gap = request.mutations.some((mutation, i) => mutation.seq !== (first?.seq ?? 0) + i);
  if (gap || (first && first.seq > expected)) return { kind: 'problem', code: 'SEQ_GAP', details: { expected } };
  return undefined;
}

/**
 * A push that was made for another history of the organization, and arrives at a server restored from a backup, must not run: the
 * device may have its answer already. It hears of the restore, and then gives back what was forgotten (SYNC-9).
 */
function* isOfThisHistory({ base, baseStamp }: PushRequest): ReadProgram<boolean> {
  return base === undefined || baseStamp === undefined || (yield* isKnownCursor({ version: base, stamp: baseStamp }));
}

type SeqOutcome = PushReply['outcomes'][number];

/** The same seq with another content is another history of this client: a restored or copied profile. */
function* repeatedOutcomes(request: PushRequest, lastSeq: number): ReadProgram<SeqOutcome[] | SyncProblem> {
  const outcomes: SeqOutcome[] = [];
  for (const mutation of request.mutations) {
    if (mutation.seq > lastSeq) break;
    const entry = yield* get('ledger', ledgerId(request.clientId, mutation.seq));
    if (entry && entry.hash !== mutationHash(mutation)) {
      // Up to here the two histories are one: the device must not send these again under its new identity.
      return { kind: 'problem', code: 'FORK', details: { seq: mutation.seq, outcomes } };
    }
    outcomes.push({ seq: mutation.seq, outcome: entry ? (JSON.parse(entry.outcome) as Outcome) : { kind: 'applied' } });
  }
  return outcomes;
}

const ledgerId = (clientId: string, seq: number): string => `${clientId}:${sortableNumber(seq)}`;

/** What makes two mutations with one seq the same. */
export function mutationHash(mutation: WireMutation): string {
  return contentHash([mutation.name, mutation.args ?? null, mutation.at]);
}

class Batch {
  readonly bugs: string[] = [];
  wrote = false;
  readonly #input: PushInput;
  readonly #scope: Scope;
  readonly #version: number;
  /** When the client's last mutation was made: the next one was not made before. */
  lastAt: number;

  constructor(input: PushInput, scope: Scope, version: number, notBefore: number) {
    this.#input = input;
    this.#scope = scope;
    this.#version = version;
    this.lastAt = notBefore;
  }

  *run(mutation: WireMutation): Program<Outcome> {
    const ctx = this.#context(mutation);
    const decided = yield* this.#decide(mutation, ctx);
    if (decided.changes.length > 0) {
      const id = ledgerId(this.#input.request.clientId, mutation.seq);
      const by = { id, action: mutation.action, userId: ctx.actor.userId, at: ctx.now };
      const undo = yield* undoEntries(decided.changes, by);
      const { now: receivedAt, via } = this.#input;
      const deed = { event: mutation.name, deedId: id, by: by.userId, at: by.at, receivedAt, request: via };
      yield* commitChanges(decided.changes, this.#version, deed);
      yield* write(undo.map((row) => ({ op: 'put', table: 'undoLog', row })));
      this.wrote = true;
    }
    yield* write([
      {
        op: 'insert',
        table: 'ledger',
        row: {
          id: ledgerId(this.#input.request.clientId, mutation.seq),
          clientId: this.#input.request.clientId,
          seq: mutation.seq,
          hash: mutationHash(mutation),
          outcome: JSON.stringify(decided.outcome),
          at: this.#input.now,
        },
      },
    ]);
    return decided.outcome;
  }

  #context(mutation: WireMutation): MutationContext {
    const { clientId, base } = this.#input.request;
    // Whatever a device's clock says, nothing was done after now, or before what the device did before it.
    const at = Math.min(Math.max(mutation.at, this.lastAt), this.#input.now);
    this.lastAt = at;
    return {
      actor: actorOf(this.#scope),
      now: at,
      past: pastOf({ scope: this.#scope, at, base }),
      newId: (label) => derivedUuid(clientId, String(mutation.seq), label),
      origin: 'sync',
      visibleLeads: visibleLeads(this.#scope),
      visibleOwned: (table) => visibleOwned(this.#scope, table),
    };
  }

  *#decide(mutation: WireMutation, ctx: MutationContext): Program<{ outcome: Outcome; changes: readonly RowChange[] }> {
    try {
      const merged = yield* mergeConcurrent(mutators, mutation, ctx);
      const changes = yield* decideMutation(mutators, mutation.name, merged.args, ctx);
      return { outcome: { kind: 'applied' }, changes: [...changes, ...merged.conflicts] };
    } catch (cause) {
      if (cause instanceof DomainError) return { outcome: { kind: 'rejected', error: cause.data }, changes: [] };
      // A rule that breaks on one mutation must not hold up the others; what a store throws never arrives here.
      this.bugs.push(`${mutation.name} ${mutation.seq}: ${cause instanceof Error ? cause.stack : String(cause)}`);
      return {
        outcome: { kind: 'rejected', error: { code: 'MUTATOR_FAILED', details: { name: mutation.name } } },
        changes: [],
      };
    }
  }
}
