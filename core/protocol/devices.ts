import { z } from 'zod';

const time = z.iso.datetime();

/** A device in the reply of GET /v1/devices. What it has not said of itself is null. */
export const deviceItem = z.object({
  id: z.string(),
  userId: z.string(),
  userName: z.string(),
  name: z.string().nullable(),
  platform: z.string().nullable(),
  appVersion: z.string().nullable(),
  createdAt: time.nullable(),
  lastSeenAt: time,
  /** Changes that had not reached the server when it last said so, and since when the oldest waits. */
  pending: z.int().nullable(),
  oldestPendingAt: time.nullable(),
  revokedAt: time.nullable(),
  /** The device has asked after its revocation and knows. */
  toldAt: time.nullable(),
  /** The one that asks. */
  isCurrent: z.boolean(),
  /** Whether whoever asks may revoke it. */
  mayRevoke: z.boolean(),
});
export type DeviceItem = z.infer<typeof deviceItem>;

/** Reply of GET /v1/devices: own ones; for managers those of their teams, too; for admins all. */
export const devicesReply = z.object({ items: z.array(deviceItem), total: z.int() });

/** Body of POST /v1/devices/revoke-all: every device of a person. */
export const revokeAllRequest = z.strictObject({ userId: z.string().max(64) });

/** Reply of both revocations: the devices that are revoked now. */
export const revokeReply = z.object({ revoked: z.array(z.string()) });
