import { applyChange, changedRowId, type Row, type StoreChange, type Value } from '../../../core/kernel/rows.ts';
import type { TableSpec } from '../../../core/kernel/store.ts';
import { changedCells } from '../../../core/kernel/write-sql.ts';

/** What has to happen to a row of the database so that it becomes as the transaction has it. */
export type PendingOp = 'insert' | 'put' | 'update' | 'delete';

/** A range as the database last answered it. `cut`: there may be more rows than these. */
export type KnownRange = { readonly rows: readonly Row[]; readonly cut: boolean };

/**
 * What one transaction knows of one table: rows it has read or written, as they stand in the transaction, and the changes that
 * have not been sent yet. Nobody else writes to the organization meanwhile (a writing transaction holds its clock, a reading
 * one has a snapshot), so what was read once stays true.
 */
export class CachedTable {
  readonly spec: TableSpec;
  /** Changes to send, by row id; the row itself is `row(id)`. */
  readonly pending = new Map<string, PendingOp>();
  /** Answers of the database since the last flush, by the range as JSON. */
  readonly ranges = new Map<string, KnownRange>();
  /** Undefined: known not to exist. */
  readonly #rows = new Map<string, Row | undefined>();
  /** Values of a column of which every row is known; with the ids of those rows. */
  readonly #covered = new Map<string, Map<Value, Set<string>>>();

  constructor(spec: TableSpec) {
    this.spec = spec;
  }

  knows(id: string): boolean {
    return this.#rows.has(id);
  }

  row(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  /** Takes in a row that the database answered with; what the transaction itself made of the row stands. */
  remember(row: Row): void {
    if (!this.#rows.has(row.id)) this.#set(row.id, row);
  }

  rememberAbsent(id: string): void {
    if (!this.#rows.has(id)) this.#rows.set(id, undefined);
  }

  /** Declares that every row with one of these values in a column has been remembered. */
  cover(column: string, values: readonly Value[]): void {
    let byValue = this.#covered.get(column);
    if (!byValue) this.#covered.set(column, (byValue = new Map()));
    const fresh = new Map<Value, Set<string>>();
    for (const value of values) if (!byValue.has(value)) fresh.set(value, new Set());
    if (fresh.size === 0) return;
    for (const [id, row] of this.#rows) if (row) fresh.get(row[column] ?? null)?.add(id);
    for (const [value, ids] of fresh) byValue.set(value, ids);
  }

  /** @returns every row with this value, or undefined when not all of them are known */
  rowsWith(column: string, value: Value): readonly Row[] | undefined {
    if (column === 'id') {
      const row = this.#rows.get(String(value));
      return row ? [row] : this.#rows.has(String(value)) ? [] : undefined;
    }
    const ids = this.#covered.get(column)?.get(value);
    return ids && [...ids].map((id) => this.#rows.get(id)!);
  }

  /**
   * Applies one change to the cache and notes it for the next flush.
   * @returns false when what is pending has to be flushed first; then nothing has changed
   * @throws Error when an insert meets a row known to exist, or a patch one known to be missing
   */
  apply(change: StoreChange): boolean {
    const id = changedRowId(change);
    const before = this.#rows.get(id);
    const pending = this.pending.get(id);
    // An insert that would fail in the database must not vanish together with the row.
    if (change.op === 'delete' && pending === 'insert') return false;
    const next = applyChange(before, change);
    const row = next && this.spec.derive(next);
    if (change.op === 'patch' && before && row && Object.keys(changedCells(before, row)).length === 0) return true;
    this.pending.set(id, pendingAfter(change.op, pending));
    this.#set(id, row);
    return true;
  }

  /** Forgets what was pending, once it has been sent. */
  flushed(): void {
    this.pending.clear();
    this.ranges.clear();
  }

  #set(id: string, row: Row | undefined): void {
    const before = this.#rows.get(id);
    for (const [column, byValue] of this.#covered) {
      if (before) byValue.get(before[column] ?? null)?.delete(id);
      if (row) byValue.get(row[column] ?? null)?.add(id);
    }
    this.#rows.set(id, row);
  }
}

function pendingAfter(op: StoreChange['op'], pending: PendingOp | undefined): PendingOp {
  switch (op) {
    case 'insert':
      // After a deletion that has not been sent, the database may still hold the old row.
      return pending === 'delete' ? 'put' : 'insert';
    case 'put':
      return pending === 'insert' ? 'insert' : 'put';
    case 'patch':
      return pending ?? 'update';
    case 'delete':
      return 'delete';
  }
}
