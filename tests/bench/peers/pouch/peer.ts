import type { Peer } from '../contract.ts';

export const pouchPeer: Peer = {
  name: 'pouch',
  title: 'PouchDB 9',
  packages: { pouchdb: '9.0.0', express: '4.22.3', 'express-pouchdb': '4.2.0' },
  server: new URL('./server.ts', import.meta.url),
  device: new URL('./device.ts', import.meta.url),
  live: false,
  offlineEdits: true,
  notes: {
    durability: 'LevelDB, its default: writes are not synced to the disk one by one',
    encryption: 'none',
    compression: 'gzip for answers, none for what is sent',
    unit: 'a lead: a JSON document with its revisions; an edit: the whole document',
    other: 'replicates in batches of 100 documents, its default; no scopes inside a database',
  },
};
