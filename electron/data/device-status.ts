import { eq, isIn } from '../../core/kernel/predicates.ts';
import type { ReadProgram } from '../../core/kernel/reads.ts';
import type { Cursor } from '../../core/protocol/sync.ts';
import { count } from '../../core/schema/typed-reads.ts';
import { outboxCounts } from './device-outbox.ts';
import { readFact, type AuditResult, type SnapshotProgress } from './device-state.ts';

export type DeviceStatus = {
  readonly pending: number;
  readonly unsent: number;
  readonly rejected: number;
  readonly conflicts: number;
  readonly lastSyncedAt: number | null;
  readonly lastAudit: AuditResult | null;
  readonly snapshot: SnapshotProgress | null;
};

/** What a pull or a snapshot request needs. */
export type DevicePosition = {
  readonly clientId: string;
  readonly cursor: Cursor | undefined;
  readonly snapshot: SnapshotProgress | undefined;
};

/** Counts and times for whoever looks at sync. */
export function* deviceStatus(): ReadProgram<DeviceStatus> {
  return {
    ...(yield* outboxCounts()),
    unsent: yield* count('outbox', isIn('state', ['pending', 'imported'])),
    conflicts: yield* count('conflicts', eq('resolvedAt', null)),
    lastSyncedAt: (yield* readFact('lastSyncedAt')) ?? null,
    lastAudit: (yield* readFact('lastAudit')) ?? null,
    snapshot: (yield* readFact('snapshot')) ?? null,
  };
}

/** Where the device stands. */
export function* devicePosition(): ReadProgram<DevicePosition> {
  return {
    clientId: (yield* readFact('clientId'))!,
    cursor: yield* readFact('cursor'),
    snapshot: yield* readFact('snapshot'),
  };
}

/** Whether what waits goes up before everything is read again: a restored server lacks it (SYNC-9). */
export function* pushesFirst(): ReadProgram<boolean> {
  const snapshot = yield* readFact('snapshot');
  if (!snapshot?.repeated || snapshot.position !== null) return false;
  return (yield* count('outbox', isIn('state', ['pending', 'imported']))) > 0;
}
