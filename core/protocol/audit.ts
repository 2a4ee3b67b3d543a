import { z } from 'zod';
import { cursorSchema, rowBlock, uuid } from './sync.ts';

/**
 * The audit of the sync protocol (SYNC-7): a device compares everything it holds with the server, range by range of ids, and then
 * row by row where a range differs. Routes: POST /v1/sync/digest, POST /v1/sync/repair. A server that does not have them answers 404.
 */

/** Rows in one range; what one damaged row costs to find. */
export const auditRangeRows = 512;
/** Ranges in one reply. */
export const auditRanges = 8;
/** Most rows of a range that a device may hold and ask about: more than these are asked about in parts. */
export const maxRepairRows = 2 * auditRangeRows;

const columns = z.array(z.string().max(64)).min(2).max(200);
const table = z.string().max(64);

export const digestRequest = z.object({
  protocol: z.int(),
  clientId: uuid,
  table,
  /** The columns that this device knows, `id` and `version` among them: others do not count. */
  columns,
  /** Ranges begin behind this id; empty: at the first one. */
  after: z.string().max(64),
});
export type DigestRequest = z.infer<typeof digestRequest>;

export const digestReply = z.object({
  /** Consecutive ranges of ids in the caller's scope. `upTo` null: to the end of the table. */
  ranges: z
    .array(z.object({ upTo: z.string().nullable(), digest: z.string() }))
    .min(1)
    .max(auditRanges),
});
export type DigestReply = z.infer<typeof digestReply>;

export const repairRequest = z.object({
  protocol: z.int(),
  clientId: uuid,
  /** Where the device stands: rows that are newer come with its next pull, and are left out here. */
  cursor: cursorSchema,
  table,
  columns,
  after: z.string().max(64),
  upTo: z.string().max(64).nullable(),
  /** The device's confirmed rows of the range: id, version, hash. */
  held: z.array(z.tuple([z.string().max(64), z.int(), z.string().max(16)])).max(maxRepairRows),
});
export type RepairRequest = z.infer<typeof repairRequest>;

export const repairReply = z.object({
  /** Rows that the device holds otherwise, or not at all. */
  block: rowBlock.nullable(),
  /** Ids that the device holds and that are not in the caller's scope. */
  absent: z.array(z.string()),
  /** The server has gone on meanwhile: what seems absent or missing may just have left or come. Pull, then look again. */
  behind: z.boolean(),
  /** Rows of the range that are newer than the device's cursor, or did not fit this reply: not compared. */
  skipped: z.int().min(0),
});
export type RepairReply = z.infer<typeof repairReply>;
