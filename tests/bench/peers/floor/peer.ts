import type { Peer } from '../contract.ts';

const floor = {
  packages: {},
  server: new URL('./server.ts', import.meta.url),
  device: new URL('./device.ts', import.meta.url),
  live: false,
  offlineEdits: true,
} satisfies Partial<Peer>;

const notes = {
  durability: 'WAL, synchronous=FULL; all leads in one transaction, each edit in its own',
  encryption: 'none',
  unit: 'a lead: its cells as a JSON array; an edit: id and the one field',
  other: 'no engine: no scopes, no conflicts, no retries, no resume; primary key only',
};

/** What plain HTTP and SQLite cost without any engine. */
export const floorPeer: Peer = { ...floor, name: 'floor', title: 'Floor', notes: { ...notes, compression: 'none' } };

/** The same with every page of the device's file encrypted, as Outpost has it. */
export const floorEncryptedPeer: Peer = {
  ...floor,
  name: 'floor-encrypted',
  title: 'Floor, encrypted',
  variant: 'encrypted',
  notes: { ...notes, encryption: 'every page, ChaCha20-Poly1305', compression: 'none' },
};

/** The same, compressed as a real server would. */
export const floorGzipPeer: Peer = {
  ...floor,
  name: 'floor-gzip',
  title: 'Floor, gzip',
  variant: 'gzip',
  notes: { ...notes, compression: 'gzip, level 1' },
};
