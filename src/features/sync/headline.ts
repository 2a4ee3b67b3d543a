import type { SyncStatus } from '../../../core/bridge/contract.ts';

/** What the one headline says; the key of its texts. */
export type Headline =
  'local' | 'signIn' | 'problem' | 'firstSync' | 'needsYou' | 'hereOnly' | 'onTheirWay' | 'offline' | 'allSafe';

/** The most important thing to know: what stops sync, then what needs the person, then where the work is. */
export function headlineOf(status: SyncStatus): Headline {
  const { connection, problem, lastSyncedAt, rejected, conflicts, unsent, pending } = status;
  if (connection === 'local') return 'local';
  if (connection === 'signIn' || problem?.code === 'SESSION_EXPIRED') return 'signIn';
  if (connection === 'attention' || (problem && problem.code !== 'UNREACHABLE')) return 'problem';
  if (lastSyncedAt === null && connection === 'syncing') return 'firstSync';
  if (rejected + conflicts > 0) return 'needsYou';
  if (unsent > 0 && connection === 'offline') return 'hereOnly';
  if (pending > 0) return 'onTheirWay';
  return connection === 'offline' ? 'offline' : 'allSafe';
}

/**
 * Whether something stops sync that does not go by itself: a removal to decide about, or what the headline says. A server that has
 * a problem, or is not there, is asked again without anybody.
 */
export function needsPerson({ problem }: SyncStatus): 'removal' | 'problem' | undefined {
  if (!problem || problem.code === 'UNREACHABLE' || problem.code === 'SERVER_ERROR') return undefined;
  return problem.code === 'REMOVAL_HELD' ? 'removal' : 'problem';
}
