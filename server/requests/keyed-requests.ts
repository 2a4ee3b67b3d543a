// Requests that their caller may send again: what was answered is kept for a day, and done once.
import { lt } from '../../core/kernel/predicates.ts';
import { write, type Program } from '../../core/kernel/reads.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import { get, insert, patch, range } from '../../core/schema/typed-reads.ts';

/** How long a key is remembered. Milliseconds. */
const keptMs = 24 * 3_600_000;
/** A request that has run for longer than any may is taken over: its server has died. Milliseconds. */
const leaseMs = 60_000;
const forgottenAtOnce = 100;

/** A request with a key, while it runs. */
export type KeyedRequest = {
  readonly id: string;
  /** The same for every attempt: rows that it makes get their ids from it. */
  readonly seed: string;
  /** Its one mutation has been asked for: a second one could not be told from the first sent again. */
  mutated: boolean;
};

export type KeptReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type BeginInput = {
  /** Made of the caller and the key. */
  readonly id: string;
  /** Hash of what is asked for. */
  readonly fingerprint: string;
  readonly now: number;
};

export type BeginResult =
  /** It is this caller's to run. `firstAt`: when the key was first used, epoch milliseconds. */
  | { readonly kind: 'run'; readonly firstAt: number }
  /** Another one is running it. */
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly reply: KeptReply }
  /** The key was used for something else. */
  | { readonly kind: 'other' };

/** Claims a key. Two processes cannot both get `run`: a writing operation is alone in its organization. */
export function* beginRequest({ id, fingerprint, now }: BeginInput): Program<BeginResult> {
  yield* forgetOld(now);
  const row = yield* get('keyedRequests', id);
  if (!row) {
    const empty = { appliedVersion: null, reply: null };
    yield* write([insert('keyedRequests', { id, fingerprint, state: 'running', at: now, startedAt: now, ...empty })]);
    return { kind: 'run', firstAt: now };
  }
  if (row.fingerprint !== fingerprint) return { kind: 'other' };
  if (row.state === 'done') return { kind: 'done', reply: JSON.parse(row.reply!) as KeptReply };
  if (row.state === 'running' && row.startedAt > now - leaseMs) return { kind: 'running' };
  yield* write([patch('keyedRequests', id, { state: 'running', startedAt: now })]);
  return { kind: 'run', firstAt: row.at };
}

/** @param input.reply absent: it failed on our side, and may be run again */
export function* endRequest(input: { readonly id: string; readonly reply?: KeptReply | undefined }): Program<null> {
  const { id, reply } = input;
  if (!(yield* get('keyedRequests', id))) return null;
  const set: Partial<RowOf<'keyedRequests'>> = reply
    ? { state: 'done', reply: JSON.stringify(reply) }
    : { state: 'failed' };
  yield* write([patch('keyedRequests', id, set)]);
  return null;
}

/** @returns the version that a request's mutation was given, if it has been applied before its server died */
export function* appliedVersion(id: string | undefined): Program<number | undefined> {
  const row = id === undefined ? undefined : yield* get('keyedRequests', id);
  return row?.appliedVersion ?? undefined;
}

/** Notes in the transaction of a mutation that it was applied. */
export function* noteApplied(id: string | undefined, version: number): Program<void> {
  if (id === undefined || !(yield* get('keyedRequests', id))) return;
  yield* write([patch('keyedRequests', id, { appliedVersion: version })]);
}

function* forgetOld(now: number): Program<void> {
  const order = [{ column: 'at', direction: 'asc' as const }];
  const old = yield* range('keyedRequests', { where: lt('at', now - keptMs), order, limit: forgottenAtOnce });
  yield* write(old.map(({ id }) => ({ op: 'delete' as const, table: 'keyedRequests', id })));
}
