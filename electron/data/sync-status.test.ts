import { expect, it } from 'vitest';
import { initialSyncState, type SyncState } from '../sync/sync-machine.ts';
import { signedOutStatus, syncStatus } from './sync-status.ts';

const device = { pending: 2, unsent: 1, rejected: 1, conflicts: 3, lastSyncedAt: 5, lastAudit: null, snapshot: null };
const connectionIn = (state: Partial<SyncState>): string =>
  syncStatus(device, { ...initialSyncState, ...state }).connection;

it.each([
  [{ phase: 'idle', reachable: true }, 'online'],
  [{ phase: 'pushing', reachable: true }, 'syncing'],
  [{ phase: 'snapshot' }, 'syncing'],
  // A pull every few minutes is no news; the first contact is.
  [{ phase: 'pulling', reachable: true }, 'online'],
  [{ phase: 'pulling', reachable: false }, 'syncing'],
  // Trying again after a failure does not look like success.
  [{ phase: 'pushing', failures: 2 }, 'offline'],
  [{ phase: 'pulling', failures: 2 }, 'offline'],
  [{ phase: 'waiting', reachable: false }, 'offline'],
  [{ phase: 'waiting', reachable: true }, 'online'],
  [{ phase: 'signIn' }, 'signIn'],
  [{ phase: 'halted' }, 'attention'],
] as const)('%j is %s', (state, connection) => {
  expect(connectionIn(state)).toBe(connection);
});

it('tells counts, progress and problem', () => {
  const snapshot = { position: null, repeated: false, reason: 'first' as const, done: 120, total: 4000 };
  const problem = { code: 'REVOKED', message: 'm' };
  expect(syncStatus({ ...device, snapshot }, { ...initialSyncState, problem })).toMatchObject({
    pending: 2,
    rejected: 1,
    conflicts: 3,
    lastSyncedAt: 5,
    progress: { done: 120, total: 4000 },
    problem,
  });
});

it('calls a problem it does not know a server error, and keeps its text', () => {
  const state = { ...initialSyncState, problem: { code: 'TEAPOT', message: 'short and stout' } };
  expect(syncStatus(device, state).problem).toEqual({ code: 'SERVER_ERROR', message: 'short and stout' });
});

it('asks to sign in while nobody is', () => {
  expect(syncStatus(device, undefined)).toMatchObject({ connection: 'signIn', pending: 2 });
  expect(signedOutStatus.connection).toBe('signIn');
});
