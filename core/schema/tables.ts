import type { TableSpec } from '../kernel/store.ts';
import { accounts, contacts, opportunities } from './companies.ts';
import { tableSpec, type RowOf as RowOfTable, type Table } from './define-table.ts';
import {
  apiKeys,
  audienceLog,
  auditLog,
  auditRequests,
  baseImages,
  clientEvents,
  clients,
  clientSessions,
  clock,
  clockLog,
  deviceState,
  rowClock,
  journal,
  keyedRequests,
  ledger,
  outbox,
  snapshotSeen,
  syncLog,
  tombstones,
  undoLog,
} from './home-tables.ts';
import {
  activities,
  appointments,
  conflicts,
  history,
  leadBusinesses,
  leadMembers,
  leadMerges,
  leadProducts,
  leads,
  noteRevisions,
  notes,
} from './leads.ts';
import { blobs, documents } from './files.ts';
import { businesses, organization, preferences, rolePermissions, teamMembers, teams, undos, users } from './people.ts';
import {
  disqualificationReasons,
  leadPriorities,
  pipelines,
  products,
  scoringRules,
  sources,
  stages,
  teamRoles,
} from './settings.ts';

/**
 * Every synced table, in the order in which a first sync sends them: settings first, then leads, then what hangs on them.
 * The order is part of the protocol's paging; append, never reorder.
 */
export const domainTables = {
  organization,
  users,
  teams,
  teamMembers,
  businesses,
  pipelines,
  stages,
  sources,
  products,
  preferences,
  leads,
  accounts,
  contacts,
  opportunities,
  leadBusinesses,
  leadMembers,
  appointments,
  leadProducts,
  notes,
  noteRevisions,
  activities,
  history,
  conflicts,
  documents,
  undos,
  leadMerges,
  rolePermissions,
  disqualificationReasons,
  teamRoles,
  leadPriorities,
  scoringRules,
} as const;

/** Tables of a device that never travel. */
export const deviceTables = {
  outbox,
  baseImages,
  journal,
  deviceState,
  snapshotSeen,
  blobs,
  syncLog,
  undoLog,
} as const;

/** Tables of a server that never travel. */
export const serverTables = {
  ledger,
  clients,
  clock,
  clockLog,
  tombstones,
  audienceLog,
  rowClock,
  clientSessions,
  clientEvents,
  undoLog,
  apiKeys,
  auditRequests,
  auditLog,
  keyedRequests,
} as const;

const allTables = { ...domainTables, ...deviceTables, ...serverTables };

export type DomainTableName = keyof typeof domainTables;
export type TableName = keyof typeof allTables;
export type RowOf<T extends TableName> = RowOfTable<(typeof allTables)[T]>;

/** The shape of a home's tables for Kysely, which compiles the views' queries. */
export type Database = { readonly [T in DomainTableName]: RowOf<T> };

export const domainTableNames = Object.keys(domainTables) as DomainTableName[];

const byName: ReadonlyMap<string, Table> = new Map(Object.entries(allTables));

/**
 * @param name a table's name, possibly from the wire
 * @returns the table, or undefined when this version does not know it
 */
export function findTable(name: string): Table | undefined {
  return byName.get(name);
}

/** @returns whether the name is that of a synced table */
export function isDomainTable(name: string): name is DomainTableName {
  return Object.hasOwn(domainTables, name);
}

/** @throws Error when there is no such table */
export function tableNamed(name: string): Table {
  const table = byName.get(name);
  if (!table) throw new Error(`no table ${name}`);
  return table;
}

/** Everything a device's store holds. */
export const deviceSpecs: readonly TableSpec[] = [...Object.values(domainTables), ...Object.values(deviceTables)].map(
  (table) => tableSpec(table),
);

/** Everything an organization's store on a server holds. */
export const serverSpecs: readonly TableSpec[] = [...Object.values(domainTables), ...Object.values(serverTables)].map(
  (table) => tableSpec(table),
);
