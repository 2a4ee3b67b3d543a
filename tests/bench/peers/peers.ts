import { actualLogPeer, actualPeer } from './actual/peer.ts';
import type { Peer } from './contract.ts';
import { floorEncryptedPeer, floorGzipPeer, floorPeer } from './floor/peer.ts';
import { outpostPeer } from './outpost/peer.ts';
import { pouchPeer } from './pouch/peer.ts';
import { watermelonPeer } from './watermelon/peer.ts';
import { zeroPeer } from './zero/peer.ts';

/** Everyone who takes part, in the order of a round. */
export const peers: readonly Peer[] = [
  floorPeer,
  floorGzipPeer,
  floorEncryptedPeer,
  outpostPeer,
  actualPeer,
  actualLogPeer,
  watermelonPeer,
  zeroPeer,
  pouchPeer,
];
