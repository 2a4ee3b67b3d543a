import type { Statement } from '../core/queries/define-query.ts';
import { compilerFor } from '../core/queries/define-query.ts';
import { queries } from '../core/queries/registry.ts';
import { mutators } from '../core/domain/mutators.ts';
import { purgeUndoAt, undoEntries } from '../core/domain/undo/undo-log.ts';
import { decideMutation } from '../core/kernel/decide-mutation.ts';
import { DomainError, type DomainErrorData } from '../core/kernel/errors.ts';
import { derivedUuid } from '../core/kernel/ids.ts';
import type { Origin } from '../core/kernel/mutator.ts';
import { write, type Program, type Read, type Write } from '../core/kernel/reads.ts';
import type { Row } from '../core/kernel/rows.ts';
import type { SqlDialect } from '../core/kernel/read-sql.ts';
import { visibleLeads, visibleOwned } from '../core/schema/access.ts';
import { organizationId } from '../core/schema/people.ts';
import { get } from '../core/schema/typed-reads.ts';
import {
  digest,
  repair,
  type DigestInput,
  type DigestResult,
  type RepairInput,
  type RepairResult,
} from './sync/audit.ts';
import {
  contentExpected,
  contentReadable,
  contentsUnreferenced,
  contentStored,
  purgeRemoved,
  type ContentInput,
  type ExpectedResult,
  type PurgeInput,
  type ReadableResult,
  type StoredInput,
  type StoredResult,
} from './files/file-operations.ts';
import { createApiKey, listApiKeys, noteApiKeyUse, revokeApiKey } from './access/api-keys.ts';
import { leadAudit, listAudit } from './access/audit-list.ts';
import { auditEvent, type RequestInfo } from './access/audit-log.ts';
import { isStale, type ExpectedRow } from './requests/expected-row.ts';
import { session, type SessionInput, type SessionResult } from './access/session.ts';
import { appliedVersion, beginRequest, endRequest, noteApplied } from './requests/keyed-requests.ts';
import { commitChanges } from './sync/commit-changes.ts';
import { deviceHistory, listDevices, noteContact, noteTold, revokeDevices } from './sync/devices.ts';
import { pull, type PullInput, type PullResult } from './sync/pull.ts';
import { push, type PushInput, type PushResult } from './sync/push.ts';
import { actorOf, loadScope, type Principal } from './sync/scope.ts';
import { snapshot, type SnapshotInput, type SnapshotResult } from './sync/snapshot.ts';
import { advanceClock, currentCursor } from './sync/version.ts';

/** What an operation may ask of its store: the kernel's reads and writes, and compiled statements of the views. */
export type OperationStep = Read | Write | Statement;
// Rows of a statement are typed by the query that compiled it.
// oxlint-disable-next-line no-explicit-any
export type OperationProgram<Result> = Generator<OperationStep, Result, readonly any[]>;

/** A unit of work on one organization, run by its store in one transaction. `writes`: the store locks the clock row first. */
export type Operation<Input, Result> = {
  readonly writes: boolean;
  /** Somebody's access may have ended with it: whatever they hold open is looked at again. */
  readonly endsAccess?: boolean;
  readonly run: (input: Input, dialect: SqlDialect) => OperationProgram<Result>;
};

export type CreateInput = {
  readonly rows: readonly { readonly table: string; readonly row: Row }[];
  readonly now: number;
  readonly stamp: string;
};

export type MutateInput = Principal & {
  readonly via?: RequestInfo | undefined;
  readonly origin: Origin;
  readonly name: string;
  readonly args: unknown;
  /** The request with a key that it is the one mutation of. */
  readonly keyedId?: string | undefined;
  /** The row that must still be of a version. */
  readonly expected?: ExpectedRow | undefined;
  /** Makes ids of derived rows; unique per request, equal for a repeated one. */
  readonly requestId: string;
  readonly now: number;
  readonly stamp: string;
};
export type MutateResult =
  | { readonly kind: 'applied'; readonly version: number }
  | { readonly kind: 'stale' }
  | { readonly kind: 'rejected'; readonly error: DomainErrorData };

export type QueryInput = Principal & {
  readonly name: string;
  readonly params: unknown;
  readonly now: number;
};
export type QueryResult =
  { readonly kind: 'answer'; readonly value: unknown } | { readonly kind: 'rejected'; readonly error: DomainErrorData };

function define<Input, Result>(
  writes: boolean,
  run: (input: Input, dialect: SqlDialect) => OperationProgram<Result>,
): Operation<Input, Result> {
  return { writes, run };
}

/** Everything a store can be asked to do, by name: a store in a worker or behind a connection is told the name and the input. */
export const operations = {
  'organization.create': define<CreateInput, { version: number }>(true, createOrganization),
  'sync.push': define<PushInput, PushResult>(true, push),
  'sync.pull': define<PullInput, PullResult>(false, pull),
  'sync.snapshot': define<SnapshotInput, SnapshotResult>(false, snapshot),
  'sync.digest': define<DigestInput, DigestResult>(false, digest),
  'sync.repair': define<RepairInput, RepairResult>(false, repair),
  'sync.version': define<Record<never, never>, { version: number }>(false, function* () {
    return { version: (yield* currentCursor()).version };
  }),
  mutate: define<MutateInput, MutateResult>(true, mutate),
  query: define<QueryInput, QueryResult>(false, query),
  session: define<SessionInput, SessionResult>(false, session),
  'audit.list': define(false, listAudit),
  'audit.lead': define(false, leadAudit),
  'audit.note': define(true, auditEvent),
  'requests.begin': define(true, beginRequest),
  'requests.end': define(true, endRequest),
  'apiKeys.create': define(true, createApiKey),
  'apiKeys.list': define(false, listApiKeys),
  'apiKeys.revoke': define(true, revokeApiKey),
  'apiKeys.used': define(true, noteApiKeyUse),
  'devices.contact': define(true, noteContact),
  'devices.told': define(true, noteTold),
  'devices.list': define(false, listDevices),
  'devices.history': define(false, deviceHistory),
  'devices.revoke': { ...define(true, revokeDevices), endsAccess: true },
  'files.expected': define<ContentInput, ExpectedResult>(false, contentExpected),
  'files.stored': define<StoredInput, StoredResult>(true, contentStored),
  'files.readable': define<ContentInput, ReadableResult>(false, contentReadable),
  'files.unreferenced': define<{ readonly sha256s: readonly string[] }, string[]>(false, contentsUnreferenced),
  'files.purge': define<PurgeInput, number>(true, purgeRemoved),
} as const;

export type Operations = typeof operations;
export type OperationName = keyof Operations;
export type OperationInput<N extends OperationName> =
  Operations[N] extends Operation<infer Input, infer _> ? Input : never;
export type OperationResult<N extends OperationName> =
  Operations[N] extends Operation<infer _, infer Result> ? Result : never;

/** Gives an organization its first rows at version 1. @throws Error when it already has a clock */
function* createOrganization({ rows, now, stamp }: CreateInput): Program<{ version: number }> {
  if (yield* get('clock', 'clock')) throw new Error('the organization exists');
  yield* write(rows.map(({ table, row }) => ({ op: 'insert' as const, table, row: { ...row, version: 1 } })));
  yield* advanceClock(1, stamp, now);
  return { version: 1 };
}

/** One mutation through a door other than sync: REST or import. */
function* mutate(input: MutateInput): Program<MutateResult> {
  const before = yield* appliedVersion(input.keyedId);
  if (before !== undefined) return { kind: 'applied', version: before };
  const { version: current } = yield* currentCursor();
  const scope = yield* loadScope(input.userId, input.apiKeyId);
  if (!scope) return { kind: 'rejected', error: { code: 'FORBIDDEN', details: {} } };
  if (yield* isStale(input.expected)) return { kind: 'stale' };
  try {
    const changes = yield* decideMutation(mutators, input.name, input.args, {
      actor: actorOf(scope),
      now: input.now,
      newId: (label) => derivedUuid(input.requestId, label),
      origin: input.origin,
      visibleLeads: visibleLeads(scope),
      visibleOwned: (table) => visibleOwned(scope, table),
    });
    if (changes.length === 0) return { kind: 'applied', version: current };
    const by = { id: input.requestId, action: undefined, userId: input.userId, at: input.now };
    const undo = yield* undoEntries(changes, by);
    const { apiKeyId, via: request, now, requestId: deedId } = input;
    const deed = { event: input.name, deedId, by: scope.userId, at: now, receivedAt: now, apiKeyId, request };
    yield* commitChanges(changes, current + 1, deed);
    yield* write(undo.map((row) => ({ op: 'insert' as const, table: 'undoLog', row })));
    yield* purgeUndoAt(current + 1, input.now);
  } catch (cause) {
    if (cause instanceof DomainError) return { kind: 'rejected', error: cause.data };
    throw cause;
  }
  yield* advanceClock(current + 1, input.stamp, input.now);
  yield* noteApplied(input.keyedId, current + 1);
  return { kind: 'applied', version: current + 1 };
}

/** One view's query, scoped to the caller. */
function* query(input: QueryInput, dialect: SqlDialect): OperationProgram<QueryResult> {
  const view = queries.get(input.name);
  if (!view) return { kind: 'rejected', error: { code: 'NOT_FOUND', details: { query: input.name } } };
  const params = view.params.safeParse(input.params);
  if (!params.success)
    return { kind: 'rejected', error: { code: 'VALIDATION_FAILED', details: { query: input.name } } };
  const scope = yield* loadScope(input.userId, input.apiKeyId);
  if (!scope) return { kind: 'rejected', error: { code: 'FORBIDDEN', details: {} } };
  const organization = yield* get('organization', organizationId);
  const value = yield* view.run(params.data, {
    db: compilerFor(dialect),
    dialect,
    now: input.now,
    timeZone: organization?.timeZone ?? 'UTC',
    userId: input.userId,
    visibleLeads: visibleLeads(scope),
    visibleOwned: (table) => visibleOwned(scope, table),
  });
  return { kind: 'answer', value };
}
