import { z } from 'zod';
import { errorCodes, type ErrorCode } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import type { Value } from '../kernel/rows.ts';

/**
 * The sync protocol (docs/sync.md). It grows by keys and routes: unknown keys are ignored on both sides, so that old and new versions
 * meet. Its number rises when a device of before could not read a reply.
 * The audit stands in audit.ts. Routes: POST /v1/sync/push, POST /v1/sync/pull, POST /v1/sync/snapshot (newline-delimited JSON), GET /v1/sync/events (server-sent events).
 */
export const protocolVersion = 2;
/** The oldest version that a device still speaks with a server that knows no newer one. */
export const oldestProtocolVersion = 1;

/** Most mutations in one push, and the most bytes of its body before compression. */
export const maxPushMutations = 500;
export const maxPushBytes = 4 * 1024 * 1024;

export const uuid = z.string().refine(isUuid, { error: 'must be an id' });
const count = z.int().min(0);

export const cursorSchema = z.object({ version: count, stamp: z.string().max(64) });
/** The (version, stamp) that a device has seen. */
export type Cursor = z.infer<typeof cursorSchema>;

export const wireMutation = z.object({
  seq: z.int().min(1),
  name: z.string(),
  args: z.unknown(),
  /** Corrected epoch milliseconds of the person's action. */
  at: z.int(),
  /** What the person did, where several mutations are one action: `action.undo` takes them back as one. */
  action: z.string().max(64).optional(),
});
export type WireMutation = z.infer<typeof wireMutation>;

export const pushRequest = z.object({
  protocol: z.int(),
  clientId: uuid,
  mutations: z.array(wireMutation).max(maxPushMutations),
  /** The client id of the device that sends another one's work, out of a file (electron/data/device-import.ts). */
  carriedBy: uuid.optional(),
  /** The version up to which the device has heard: what others wrote later, the authors of these mutations had not seen. */
  base: count.optional(),
  /** The stamp of that version: on a server with another history (it was restored) nothing of this push is run (SYNC-9). */
  baseStamp: cursorSchema.shape.stamp.optional(),
});
export type PushRequest = z.infer<typeof pushRequest>;

/** A newer server may refuse for a reason that this version does not know: its code is kept, and the queue goes on (SYNC-5, SYNC-10). */
export const domainErrorSchema = z
  .object({
    code: z.string(),
    details: z.record(z.string(), z.unknown()),
    fields: z
      .array(z.object({ field: z.string(), code: z.string(), message: z.string() }))
      .readonly()
      .optional(),
  })
  .transform(({ code, ...error }) =>
    isErrorCode(code)
      ? { ...error, code }
      : { ...error, code: 'MUTATOR_FAILED' as const, details: { ...error.details, newerCode: code } },
  );

function isErrorCode(code: string): code is ErrorCode {
  return (errorCodes as readonly string[]).includes(code);
}

export const outcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('applied') }),
  z.object({ kind: z.literal('rejected'), error: domainErrorSchema }),
]);
/** What became of one mutation. Recorded in the ledger, repeated word for word when it is sent again. */
export type Outcome = z.infer<typeof outcomeSchema>;

export const pushReply = z.object({
  /** One per mutation sent, in order. */
  outcomes: z.array(z.object({ seq: z.int(), outcome: outcomeSchema })),
  lastSeq: count,
  /** Server's epoch milliseconds, for the device's clock offset. */
  now: z.int(),
});
export type PushReply = z.infer<typeof pushReply>;

/** Rows of one table, one array a row in the order of `columns`: names travel once. */
export const rowBlock = z
  .object({ table: z.string(), columns: z.array(z.string()), rows: z.custom<Value[][]>((rows) => Array.isArray(rows)) })
  .refine(
    (block) => block.columns.includes('id') && block.rows.every((cells) => isRowOf(cells, block.columns.length)),
    {
      error: 'rows do not match their columns',
    },
  );
export type RowBlock = z.infer<typeof rowBlock>;

/** A plain loop: a first sync brings millions of cells. */
function isRowOf(cells: unknown, length: number): boolean {
  if (!Array.isArray(cells) || cells.length !== length) return false;
  for (const cell of cells) {
    if (cell !== null && typeof cell !== 'string' && (typeof cell !== 'number' || !Number.isFinite(cell))) return false;
  }
  return true;
}

/**
 * What has changed in rows of one table that the device holds, one array a column in the order of `columns`: like beside like
 * compresses best. Cells of columns that are not named stay as they are.
 */
export const changedBlock = z
  .object({
    table: z.string(),
    columns: z.array(z.string()),
    cells: z.custom<Value[][]>((cells) => Array.isArray(cells)),
  })
  .refine(
    ({ columns, cells }) =>
      columns.includes('id') &&
      cells.length === columns.length &&
      cells.every((column) => isRowOf(column, cells[0]!.length)),
    { error: 'cells do not match their columns' },
  );
export type ChangedBlock = z.infer<typeof changedBlock>;

const rowRef = z.tuple([z.string(), z.string()]);

export const pullRequest = z.object({
  protocol: z.int(),
  clientId: uuid,
  cursor: cursorSchema,
  /** The continuation of a pull that did not fit one reply, as the last reply gave it. */
  page: z.string().nullable(),
  /** `schemaFingerprint` of the device: where the server's is the same, pages carry their digest. */
  schema: z.string().max(64).optional(),
  /** The device holds what it has seen: of rows that have changed since, the columns that did are enough. */
  changesOnly: z.boolean().optional(),
});
export type PullRequest = z.infer<typeof pullRequest>;

export const pullReply = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('page'),
    /** Where the device stands once every page of this pull is applied. */
    upTo: cursorSchema,
    blocks: z.array(rowBlock),
    /** Of rows that the device holds what has changed, when it asked for that; only together with a digest of the rows as a whole. */
    changed: z.array(changedBlock).optional(),
    /** [table, id] of rows that were deleted. */
    deleted: z.array(rowRef),
    /** [table, id] of leads and owned rows that left the caller's scope; their descendants go with them. */
    forget: z.array(rowRef),
    /** The last mutation of this device whose effect is in this pull. */
    lastSeq: count,
    /** Null: this was the last page. */
    next: z.string().nullable(),
    /** Additive digest of the rows of all blocks, and of the changed ones whole (SYNC-7): what the device holds after applying them must add up to the same. */
    digest: z.string().optional(),
    now: z.int(),
  }),
  /** The cursor cannot be continued from (other history, own roles changed, beyond retention): read a snapshot again. */
  z.object({
    kind: z.literal('resnapshot'),
    /** Why, for the log: what has to be done is the same for a reason that a newer server gives. */
    reason: z.enum(['unknownCursor', 'scopeChanged', 'expired']).catch('unknownCursor'),
    now: z.int(),
  }),
]);
export type PullReply = z.infer<typeof pullReply>;

export const snapshotRequest = z.object({
  protocol: z.int(),
  clientId: uuid,
  /** Where a broken snapshot goes on: the `position` of the last chunk applied; null from the beginning. */
  after: z.string().nullable(),
});
export type SnapshotRequest = z.infer<typeof snapshotRequest>;

/** One line of a snapshot stream. Applying a chunk and remembering its position is one transaction. */
export const snapshotChunk = z.object({
  /** The cursor to pull from when the stream has ended: read before its first row. */
  from: cursorSchema,
  block: rowBlock.nullable(),
  position: z.string(),
  /** Rows sent before and with this chunk, and of how many. */
  done: count,
  total: count,
  last: z.boolean(),
  lastSeq: count,
});
export type SnapshotChunk = z.infer<typeof snapshotChunk>;

/** Why a sync route refuses, as `code` of a problem reply. */
export const syncProblemCodes = [
  'SEQ_GAP',
  'UNKNOWN_CURSOR',
  'FORK',
  'PROTOCOL_TOO_OLD',
  'REVOKED',
  'WRONG_CLIENT',
  'INVALID_REQUEST',
] as const;
export type SyncProblemCode = (typeof syncProblemCodes)[number];
