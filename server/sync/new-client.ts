import type { RowOf } from '../../core/schema/tables.ts';

/** A device that has not been here before. */
export function newClient(id: string, userId: string, now: number): RowOf<'clients'> {
  return {
    id,
    version: 0,
    userId,
    lastSeq: 0,
    lastSeenAt: now,
    revoked: 0,
    name: null,
    platform: null,
    appVersion: null,
    createdAt: now,
    pending: null,
    oldestPendingAt: null,
    revokedAt: null,
    revokedBy: null,
    toldAt: null,
    lastAt: null,
  };
}
