import type { HeldRemoval } from '../../core/bridge/contract.ts';
import { write, type Program, type ReadProgram } from '../../core/kernel/reads.ts';
import type { Cursor, PullReply } from '../../core/protocol/sync.ts';
import { get } from '../../core/schema/typed-reads.ts';
import type { Lease } from './lease.ts';

/** Why everything is read: the first time, or as the server said. */
export type SnapshotReason = 'first' | Extract<PullReply, { kind: 'resnapshot' }>['reason'];

/** A first or repeated snapshot that has not yet arrived whole. */
export type SnapshotProgress = {
  readonly position: string | null;
  /** The device held rows before: what the snapshot does not bring must go at its end. */
  readonly repeated: boolean;
  readonly reason: SnapshotReason;
  /** What this device made under identities of before has been made ready to be sent again. */
  readonly eldersSent?: true;
  readonly done: number;
  readonly total: number;
};

/** How a comparison of everything with the server ended (SYNC-7). */
export type AuditResult = {
  /** Epoch milliseconds by this machine's clock. */
  readonly at: number;
  /** Rows compared, and rows that were wrong and have been put right. */
  readonly checked: number;
  readonly repaired: number;
};

/** What a device knows about itself, by key of the table deviceState. */
export type DeviceFacts = {
  /** Identity of this copy of the database towards the server; a fork takes a new one. */
  readonly clientId: string;
  /** The last seq handed out, and the `at` it carried: `at` never decreases on a device. */
  readonly counter: { readonly seq: number; readonly at: number };
  /** Where the device stands; absent until the first snapshot has arrived. */
  readonly cursor: Cursor;
  readonly snapshot: SnapshotProgress;
  /** Server's clock minus this machine's, milliseconds. */
  readonly clockOffsetMs: number;
  /** The server's clock at the last contact, epoch milliseconds. */
  readonly contactAt: number;
  /** Epoch milliseconds of the last complete pull, by the server's clock. */
  readonly lastSyncedAt: number;
  /** When everything is to be compared with the server again, epoch milliseconds by this machine's clock. */
  readonly nextAuditAt: number;
  readonly lastAudit: AuditResult;
  /** `schemaFingerprint` of the version that has read everything, or compared everything, last. */
  readonly schemaRead: string;
  /** The highest seq that the server has confirmed by a pull or a snapshot. */
  readonly confirmedSeq: number;
  /** Mutations up to this seq are in the confirmed rows here although a restored server has forgotten them; until all is read again. */
  readonly rowsHoldSeq: number;
  /** Time without contact (SYNC-11). */
  readonly lease: Lease;
  /** A removal that waits for the person (SYNC-9). */
  readonly removalHeld: HeldRemoval;
  /** Bytes up to which the contents of the newest files are kept on this device. */
  readonly keepBytes: number;
  /** How many rows the person has allowed the server to remove. */
  readonly removalAllowed: number;
  /** Rows have gone, and the store has not yet been told to leave no trace of them (SYNC-8). */
  readonly departed: true;
};

/** @returns one fact, or undefined while it is not known */
export function* readFact<K extends keyof DeviceFacts>(key: K): ReadProgram<DeviceFacts[K] | undefined> {
  const row = yield* get('deviceState', key);
  return row && (JSON.parse(row.value) as DeviceFacts[K]);
}

/** Remembers one fact. */
export function* writeFact<K extends keyof DeviceFacts>(key: K, value: DeviceFacts[K]): Program<void> {
  yield* write([{ op: 'put', table: 'deviceState', row: { id: key, value: JSON.stringify(value) } }]);
}

/** Forgets one fact. */
export function* clearFact(key: keyof DeviceFacts): Program<void> {
  if (yield* get('deviceState', key)) yield* write([{ op: 'delete', table: 'deviceState', id: key }]);
}
