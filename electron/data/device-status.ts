import { eq, isIn } from '../../core/kernel/predicates.ts';
import type { ReadProgram } from '../../core/kernel/reads.ts';
import type { Cursor } from '../../core/protocol/sync.ts';
import { count, first } from '../../core/schema/typed-reads.ts';
import { isAuditDue } from './device-audit.ts';
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

/** What sync has to do here. */
export type DeviceWork = {
  readonly unsent: boolean;
  readonly needsSnapshot: boolean;
  /** Everything is to be compared with the server (SYNC-7). */
  readonly auditDue: boolean;
  /** The person keeps what is here rather than let the server remove it: nothing is asked until they say so (SYNC-9). */
  readonly keptApart: boolean;
};

const unsent = isIn('state', ['pending', 'imported']);

/**
 * What sync has to do, in one transaction: it asks at every step.
 * @param now this machine's epoch milliseconds
 */
export function* deviceWork(now: number): ReadProgram<DeviceWork> {
  const stands = (yield* readFact('cursor')) !== undefined;
  return {
    unsent: (yield* first('outbox', { where: unsent })) !== undefined,
    needsSnapshot: !stands && !(yield* pushesFirst()),
    keptApart: (yield* readFact('removalHeld'))?.decision === 'keep',
    // Without a cursor there is nothing to compare from: it would end at once and count as done.
    auditDue: stands && (yield* isAuditDue(now)),
  };
}

/** Counts and times for whoever looks at sync. */
export function* deviceStatus(): ReadProgram<DeviceStatus> {
  return {
    ...(yield* outboxCounts()),
    unsent: yield* count('outbox', unsent),
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
function* pushesFirst(): ReadProgram<boolean> {
  const snapshot = yield* readFact('snapshot');
  if (!snapshot?.repeated || snapshot.position !== null) return false;
  return (yield* count('outbox', isIn('state', ['pending', 'imported']))) > 0;
}
