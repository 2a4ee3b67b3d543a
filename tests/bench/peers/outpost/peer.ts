import type { Peer } from '../contract.ts';

/** This project: its real server process, and its real data worker as a device without a window. */
export const outpostPeer: Peer = {
  name: 'outpost',
  title: 'Outpost',
  packages: {},
  server: new URL('./server.ts', import.meta.url),
  device: new URL('./device.ts', import.meta.url),
  live: true,
  offlineEdits: true,
  hasChildren: true,
  notes: {
    durability: 'WAL, synchronous=FULL, each action in its own transaction with its outbox entry',
    encryption: 'every page, ChaCha20-Poly1305',
    compression: 'as the server answers',
    unit: 'a lead: all its columns; an edit: a named mutation up, the changed row down',
    other:
      'scopes, merge rules, conflicts, a note on every third lead, indexes and full-text search; a board subscribed meanwhile',
  },
};
