import { describe, expect, it } from 'vitest';
import type { SyncStatus } from '../../../core/bridge/contract.ts';
import { headlineOf, needsPerson } from './headline.ts';

const status = (cells: Partial<SyncStatus>): SyncStatus => ({
  ...{
    connection: 'online',
    pending: 0,
    unsent: 0,
    rejected: 0,
    conflicts: 0,
    lastSyncedAt: 1,
    lastAudit: null,
    progress: null,
    problem: null,
    locksInDays: null,
  },
  ...cells,
});

describe('the headline of the Sync centre', () => {
  it.each([
    ['allSafe', {}],
    ['local', { connection: 'local' }],
    ['signIn', { connection: 'signIn', rejected: 3 }],
    ['signIn', { problem: { code: 'SESSION_EXPIRED', message: '' } }],
    ['problem', { connection: 'attention', problem: { code: 'STORE_FAILED', message: '' }, unsent: 2 }],
    ['problem', { problem: { code: 'SERVER_ERROR', message: '' } }],
    ['firstSync', { connection: 'syncing', lastSyncedAt: null }],
    ['needsYou', { rejected: 1, unsent: 4, connection: 'offline' }],
    ['needsYou', { conflicts: 1 }],
    ['hereOnly', { connection: 'offline', unsent: 1, pending: 1, problem: { code: 'UNREACHABLE', message: '' } }],
    ['onTheirWay', { pending: 1, unsent: 1 }],
    ['onTheirWay', { connection: 'offline', pending: 1 }],
    ['offline', { connection: 'offline' }],
  ] as const)('is %s for %j', (headline, cells) => {
    expect(headlineOf(status(cells))).toBe(headline);
  });
});

describe('what stops sync', () => {
  it.each([
    [undefined, {}],
    [undefined, { connection: 'offline', problem: { code: 'UNREACHABLE', message: '' } }],
    [undefined, { problem: { code: 'SERVER_ERROR', message: '' } }],
    ['removal', { connection: 'attention', problem: { code: 'REMOVAL_HELD', message: '' } }],
    ['problem', { connection: 'attention', problem: { code: 'WRONG_SERVER', message: '' } }],
  ] as const)('needs a person as %s for %j', (need, cells) => {
    expect(needsPerson(status(cells))).toBe(need);
  });
});
