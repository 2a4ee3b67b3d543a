import type { SyncLogEntry, SyncLogKind } from '../../../core/bridge/sync-centre.ts';

export const logFilters = ['all', 'problems', 'sent', 'received'] as const;
export type LogFilter = (typeof logFilters)[number];

const kindsOf: Readonly<Record<Exclude<LogFilter, 'all'>, readonly SyncLogKind[]>> = {
  problems: ['failed', 'refused', 'repaired', 'wiped'],
  sent: ['pushed', 'refused', 'exported', 'imported'],
  received: ['pulled', 'firstSync', 'repaired'],
};

/** @returns whether an entry is shown under a filter */
export function passes({ kind }: SyncLogEntry, filter: LogFilter): boolean {
  return filter === 'all' || kindsOf[filter].includes(kind);
}

/** @returns whether an entry tells of something that went wrong */
export function isProblem({ kind }: SyncLogEntry): boolean {
  return kindsOf.problems.includes(kind);
}
