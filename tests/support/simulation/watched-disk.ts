// SYNC-1: a power cut at any write leaves what was durably committed before, and nothing of what was under way.
import type { MemorySnapshot } from '../../../core/kernel/memory-store.ts';
import { changedRowId } from '../../../core/kernel/rows.ts';
import type { SyncStore, SyncTransaction, TransactionOptions } from '../../../core/kernel/store.ts';
import { isDomainTable } from '../../../core/schema/tables.ts';

/** A disk that can be copied and put back. */
export interface Disk extends SyncStore {
  snapshot(): MemorySnapshot;
  restore(snapshot: MemorySnapshot): void;
}

/** The power went off in the middle of a write. */
export class PowerCut extends Error {}

/** Facts that the replay of an outbox does not look at (SYNC-3), and tables of which it is no part. */
const aside = new Set(
  [
    'cursor',
    'counter',
    'clockOffsetMs',
    'contactAt',
    'lastSyncedAt',
    'nextAuditAt',
    'lastAudit',
    'schemaRead',
    'lease',
  ].map((fact) => `deviceState:${fact}`),
);
const tablesAside = new Set(['journal', 'syncLog']);

/** Counts the writes of a disk, and cuts the power at one of them when told to. */
export class WatchedDisk implements Disk {
  /** Grows with every write: while it stands still, nothing that depends on the disk alone can change. */
  writes = 0;
  /** Grows with every write that local rows, confirmed rows or the outbox depend on. */
  rowWrites = 0;
  /** Whether the power is off: nothing can be read or written until it is back. */
  off = false;
  /** The disk itself, for those who look on: neither counted nor cut. */
  readonly unwatched: Disk;
  /** Ids of rows that were ever taken away for good: not put back within the same transaction. */
  readonly gone = new Set<string>();
  /** The most synced rows that one transaction has ever taken away. */
  mostRemoved = 0;
  #untilCut = Infinity;
  /** What the disk held before the transactions that are not synced to it; undefined: all of them are. */
  #synced: MemorySnapshot | undefined;

  constructor(disk: Disk) {
    this.unwatched = disk;
  }

  /** Cuts the power at the n-th write from now on. */
  cutAfter(writes: number): void {
    this.#untilCut = writes;
  }

  powerOn(): void {
    this.off = false;
    this.#untilCut = Infinity;
  }

  transaction<Result>(run: (transaction: SyncTransaction) => Result, options: TransactionOptions = {}): Result {
    if (this.off) throw new PowerCut();
    const { durable = true } = options;
    if (!durable) this.#synced ??= this.unwatched.snapshot();
    const gone = new Set<string>();
    const removed = new Set<string>();
    const result = this.unwatched.transaction((transaction) =>
      run({
        read: (read) => transaction.read(read),
        write: (changes) => {
          this.#count();
          for (const change of changes) {
            const { table } = change;
            if (!tablesAside.has(table) && !aside.has(`${table}:${changedRowId(change)}`)) this.rowWrites++;
            if (change.op === 'delete') gone.add(change.id);
            else if (change.op !== 'patch') gone.delete(change.row.id);
            if (change.op === 'delete' && isDomainTable(table)) removed.add(change.id);
            else if (change.op !== 'delete' && change.op !== 'patch') removed.delete(change.row.id);
          }
          transaction.write(changes);
        },
        load: (block) => {
          this.#count();
          this.rowWrites++;
          transaction.load(block);
        },
      }),
    );
    for (const id of gone) this.gone.add(id);
    if (durable) this.#synced = undefined;
    this.mostRemoved = Math.max(this.mostRemoved, removed.size);
    return result;
  }

  #count(): void {
    this.writes++;
    if (--this.#untilCut >= 0) return;
    this.off = true;
    throw new PowerCut();
  }

  snapshot(): MemorySnapshot {
    return this.unwatched.snapshot();
  }

  /** @returns what is there after the power was off: nothing that was not synced, as the worst disk has it */
  afterPowerCut(): MemorySnapshot {
    return this.#synced ?? this.snapshot();
  }

  restore(snapshot: MemorySnapshot): void {
    this.writes++;
    this.#synced = undefined;
    this.rowWrites++;
    this.unwatched.restore(snapshot);
  }
}
