// The replies and requests of protocol version 1, frozen: what a program that was built then can read and what it sends. It
// imports nothing of the present program and is never changed; a new version gets a file of its own.
import { z } from 'zod';

const count = z.int().min(0);
const cursor = z.object({ version: count, stamp: z.string().max(64) });
const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

const errorCodes = [
  'VALIDATION_FAILED',
  'NOT_FOUND',
  'FORBIDDEN',
  'ID_TAKEN',
  'EMAIL_TAKEN',
  'NAME_TAKEN',
  'DUPLICATE',
  'ALREADY_DELETED',
  'ALREADY_CONVERTED',
  'STAGE_IN_USE',
  'STAGE_FIELDS_MISSING',
  'UNKNOWN_STAGE',
  'UNKNOWN_PIPELINE',
  'UNKNOWN_SOURCE',
  'UNKNOWN_ASSIGNEE',
  'UNKNOWN_LEADS',
  'WRONG_STATE',
  'APPOINTMENT_END_BEFORE_START',
  'APPOINTMENT_IN_PAST',
  'APPOINTMENT_OVERLAP',
  'NOT_AUTHOR',
  'LAST_OWNER',
  'UNKNOWN_MUTATOR',
  'ARGS_TOO_LARGE',
  'MUTATOR_FAILED',
] as const;

const domainError = z.object({
  code: z.enum(errorCodes),
  details: z.record(z.string(), z.unknown()),
  fields: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })).optional(),
});

const outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('applied') }),
  z.object({ kind: z.literal('rejected'), error: domainError }),
]);

const cell = z.union([z.string(), z.number(), z.null()]);
const rowBlock = z
  .object({ table: z.string(), columns: z.array(z.string()), rows: z.array(z.array(cell)) })
  .refine(({ columns, rows }) => columns.includes('id') && rows.every((row) => row.length === columns.length));
const rowRef = z.tuple([z.string(), z.string()]);

const pushReply = z.object({
  outcomes: z.array(z.object({ seq: z.int(), outcome })),
  lastSeq: count,
  now: z.int(),
});

const pullReply = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('page'),
    upTo: cursor,
    blocks: z.array(rowBlock),
    deleted: z.array(rowRef),
    forget: z.array(rowRef),
    lastSeq: count,
    next: z.string().nullable(),
    now: z.int(),
  }),
  z.object({
    kind: z.literal('resnapshot'),
    reason: z.enum(['unknownCursor', 'scopeChanged', 'expired']),
    now: z.int(),
  }),
]);

const snapshotChunk = z.object({
  from: cursor,
  block: rowBlock.nullable(),
  position: z.string(),
  done: count,
  total: count,
  last: z.boolean(),
  lastSeq: count,
});

/** What a version 1 device reads, by route; a snapshot's is one line of it. */
export const replies = { push: pushReply, pull: pullReply, snapshot: snapshotChunk };

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});

/** What a version 1 server reads, by route. */
export const requests = {
  push: z.object({
    protocol: z.int(),
    clientId: uuid,
    mutations: z.array(z.object({ seq: z.int().min(1), name: z.string(), args: z.unknown(), at: z.int() })).max(500),
  }),
  pull: z.object({ protocol: z.int(), clientId: uuid, cursor, page: z.string().nullable() }),
  snapshot: z.object({ protocol: z.int(), clientId: uuid, after: z.string().nullable() }),
};

export type RowBlock = z.infer<typeof rowBlock>;
export type PullReply = z.infer<typeof pullReply>;
export type SnapshotChunk = z.infer<typeof snapshotChunk>;
