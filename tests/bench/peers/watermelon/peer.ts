import type { Peer } from '../contract.ts';

export const watermelonPeer: Peer = {
  name: 'watermelon',
  title: 'WatermelonDB 0.28',
  packages: { '@nozbe/watermelondb': '0.28.0', 'better-sqlite3': '13.2.0' },
  server: new URL('./server.ts', import.meta.url),
  device: new URL('./device.ts', import.meta.url),
  live: false,
  offlineEdits: true,
  notes: {
    durability: 'WAL, synchronous=NORMAL (its driver’s default): a power cut can take the last commits',
    encryption: 'none',
    compression: 'none: the small server here is ours, only the client is under test',
    unit: 'all leads in one JSON answer; an edit: the whole row',
    other: 'one index (stageId); one conflicting row refuses the whole push',
  },
};
