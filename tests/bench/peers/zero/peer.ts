import { findPostgres } from '../../../support/postgres.ts';
import type { Peer } from '../contract.ts';

export const zeroPeer: Peer = {
  name: 'zero',
  title: 'Zero 1.9, PostgreSQL',
  packages: { '@rocicorp/zero': '1.9.0', 'better-sqlite3': '13.2.0', ws: '8.23.0' },
  server: new URL('./server.ts', import.meta.url),
  device: new URL('./device.ts', import.meta.url),
  live: true,
  offlineEdits: false,
  cannotRun: () => (findPostgres() ? undefined : 'there is no PostgreSQL on this machine'),
  notes: {
    durability: 'SQLite store, WAL, synchronous=NORMAL; rows are kept in memory and written behind',
    encryption: 'none',
    compression: 'none on the WebSocket',
    unit: 'a lead: a row as JSON; an edit: a mutation up, the changed row down',
    other: 'online only: it refuses writes while offline, so its edits are made online, within up + down',
  },
};
