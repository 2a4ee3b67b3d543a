import type { Peer } from '../contract.ts';

const actual = {
  packages: { '@actual-app/api': '26.9.0', '@actual-app/sync-server': '26.9.0' },
  // The version both were built with has no binary for this Node.
  overrides: { 'better-sqlite3': '13.2.0' },
  server: new URL('./server.ts', import.meta.url),
  device: new URL('./device.ts', import.meta.url),
  live: false,
  offlineEdits: true,
} satisfies Partial<Peer>;

const notes = {
  encryption: 'none (end-to-end encryption is an option that was off)',
  durability: 'SQLite, its own settings; a downloaded file is written, not synced',
  unit: 'a lead: a transaction of a budget, fewer cells; an edit: one cell as a message',
};

export const actualPeer: Peer = {
  ...actual,
  name: 'actual',
  title: 'Actual 26.9, snapshot',
  variant: 'snapshot',
  notes: { ...notes, compression: 'the file as a zip', other: 'no scopes: a device downloads the whole file' },
};

/** The same without a snapshot of the file: every change since the beginning is replayed. */
export const actualLogPeer: Peer = {
  ...actual,
  name: 'actual-log',
  title: 'Actual 26.9, log',
  variant: 'log',
  maxLeads: 20_000,
  notes: { ...notes, compression: 'none', other: 'replays its whole history; filling its server takes minutes' },
};
