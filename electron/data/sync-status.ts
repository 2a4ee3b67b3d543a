import type { SyncProblem, SyncStatus } from '../../core/bridge/contract.ts';
import type { SyncState } from '../sync/sync-machine.ts';
import type { DeviceStatus } from './device-status.ts';

const problemCodes: ReadonlySet<string> = new Set<SyncProblem['code']>([
  'UNREACHABLE',
  'UNTRUSTED_CERTIFICATE',
  'SERVER_ERROR',
  'SESSION_EXPIRED',
  'REVOKED',
  'LEASE_EXPIRED',
  'WRONG_SERVER',
  'WRONG_ORGANIZATION',
  'REMOVAL_HELD',
  'PROTOCOL_TOO_OLD',
  'SEQ_GAP',
  'STORE_FAILED',
]);

/** The status of a device without a server. */
export const localStatus: SyncStatus = {
  connection: 'local',
  pending: 0,
  unsent: 0,
  rejected: 0,
  conflicts: 0,
  lastSyncedAt: null,
  lastAudit: null,
  progress: null,
  locksInDays: null,
  problem: null,
};

/** The status while nobody is signed in. */
export const signedOutStatus: SyncStatus = { ...localStatus, connection: 'signIn' };

/** The status of a database that cannot be read. @param message why, for the person */
export function unreadableStatus(message: string): SyncStatus {
  return { ...localStatus, connection: 'attention', problem: { code: 'STORE_FAILED', message } };
}

/** The status of a device that is locked. */
export function lockedStatus(status: SyncStatus): SyncStatus {
  const message = 'This device has been without contact for too long.';
  return { ...status, connection: 'attention', problem: { code: 'LEASE_EXPIRED', message } };
}

/**
 * What the status bar says.
 * @param state of the sync engine; undefined while nobody is signed in to a server
 */
export function syncStatus(device: DeviceStatus, state: SyncState | undefined): SyncStatus {
  const { pending, unsent, rejected, conflicts, lastSyncedAt, lastAudit, snapshot } = device;
  return {
    connection: state ? connectionOf(state) : 'signIn',
    pending,
    unsent,
    rejected,
    conflicts,
    lastSyncedAt,
    lastAudit,
    progress: snapshot ? { done: snapshot.done, total: snapshot.total } : null,
    locksInDays: null,
    problem: state ? problemOf(state) : null,
  };
}

function connectionOf(state: SyncState): SyncStatus['connection'] {
  switch (state.phase) {
    case 'signIn':
      return 'signIn';
    case 'halted':
      return 'attention';
    case 'pushing':
    case 'snapshot':
      return state.failures > 0 ? 'offline' : 'syncing';
    case 'pulling':
    case 'auditing':
      // A pull every few minutes is no news.
      return state.reachable ? 'online' : state.failures > 0 ? 'offline' : 'syncing';
    case 'idle':
      return 'online';
    case 'waiting':
      return state.reachable ? 'online' : 'offline';
    case 'stopped':
      return 'offline';
  }
}

function problemOf({ problem }: SyncState): SyncProblem | null {
  if (!problem) return null;
  const code = problemCodes.has(problem.code) ? (problem.code as SyncProblem['code']) : 'SERVER_ERROR';
  return { code, message: problem.message };
}
