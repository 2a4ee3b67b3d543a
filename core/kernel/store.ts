import type { Read } from './reads.ts';
import type { Row, RowBlock, StoreChange, Value } from './rows.ts';

/** One open transaction of a store that answers at once (memory, SQLite). */
export interface SyncTransaction {
  read(read: Read): readonly Row[];
  write(changes: readonly StoreChange[]): void;
  /** Puts every row of a block, whole. Columns that the block does not name become NULL. */
  load(block: RowBlock): void;
}

export type TransactionOptions = {
  /**
   * Whether it is on the disk when `transaction` returns, with every one before it; by default it is. Otherwise a power cut may
   * take it, whole and with all that followed: for what can be had again.
   */
  readonly durable?: boolean;
};

/** A store on this thread. `run` commits when it returns and leaves nothing behind when it throws. */
export interface SyncStore {
  transaction<Result>(run: (transaction: SyncTransaction) => Result, options?: TransactionOptions): Result;
}

/** A column that a home computes from others of the same row. */
export type DerivedColumn = {
  readonly name: string;
  readonly from: readonly string[];
  readonly compute: (row: Row) => Value;
};

/** What a store must know of a table: its columns, those it computes itself, and the columns it should index. */
export type TableSpec = {
  readonly name: string;
  readonly columns: readonly string[];
  /** Completes a row with its derived columns (sort keys, search text), which are never on the wire. */
  readonly derive: (row: Row) => Row;
  /** The same, column by column. */
  readonly derived: readonly DerivedColumn[];
  readonly indexes: readonly (readonly string[])[];
};
