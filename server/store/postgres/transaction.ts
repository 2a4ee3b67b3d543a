import type { SqlStatement } from '../../../core/kernel/read-sql.ts';
import type { Read } from '../../../core/kernel/reads.ts';
import { changedRowId, type Row, type StoreChange } from '../../../core/kernel/rows.ts';
import type { Statement } from '../../../core/queries/define-query.ts';
import type { AsyncOperationTransaction } from '../run-operation.ts';
import { assertStorable } from './bulk-sql.ts';
import { RangeReader } from './range-reader.ts';
import { tablesWithin } from './range-shape.ts';
import { textSearchToPostgres } from './text-search.ts';
import { TransactionRows, type PostgresTable, type RunSql } from './transaction-rows.ts';

/**
 * The kernel's reads and writes on PostgreSQL, with as few round trips as the answers allow. A row that was read or written
 * once is not fetched again, so a program prefetches with `getMany`, or with a range over `in` for the ranges over `=` to come.
 * Writes are collected and sent many rows a statement; ranges see what has not been sent because it is laid over them.
 */
export class PostgresTransaction implements AsyncOperationTransaction {
  readonly #rows: TransactionRows;
  readonly #ranges: RangeReader;
  readonly #runOnce: RunSql;

  /**
   * @param tables every table the store holds, by name
   * @param run executes on a connection that is inside a transaction and has `app.org_id` set
   * @param runOnce the same, for texts that are not worth preparing
   */
  constructor(tables: ReadonlyMap<string, PostgresTable>, run: RunSql, runOnce: RunSql) {
    this.#rows = new TransactionRows(tables, run);
    this.#ranges = new RangeReader(this.#rows);
    this.#runOnce = runOnce;
  }

  async read(read: Read): Promise<readonly Row[]> {
    switch (read.kind) {
      case 'get':
        return this.#byIds(read.table, [read.id]);
      case 'getMany':
        return this.#byIds(read.table, read.ids);
      case 'range':
        return this.#ranges.read(read.table, read.range);
      case 'first':
        return this.#ranges.read(read.table, { ...read.range, limit: 1 });
      case 'count':
        await this.#rows.flush([read.table, ...tablesWithin(read.where)]);
        return this.#rows.select(read);
    }
  }

  async write(changes: readonly StoreChange[]): Promise<void> {
    await this.#loadPatched(changes);
    for (const change of changes) {
      const table = this.#rows.table(change.table);
      if (!table.apply(change)) {
        await this.#rows.flush([change.table]);
        table.apply(change);
      }
      const row = table.row(changedRowId(change));
      if (row) assertStorable(table.spec, row);
    }
  }

  /** Sends what is pending; before a commit. */
  async flush(): Promise<void> {
    await this.#rows.flush();
  }

  /**
   * Executes a view's statement.
   * @returns its rows; pending changes are sent first, so that it sees them
   */
  async query(statement: Statement): Promise<readonly Row[]> {
    await this.#rows.flush();
    const sql = 'kind' in statement ? textSearchToPostgres(statement) : (statement as SqlStatement);
    return (await this.#runOnce(sql)).rows;
  }

  /** The row as this transaction knows it; undefined also where it does not know. Costs nothing. */
  known(table: string, id: string): Row | undefined {
    return this.#rows.table(table).row(id);
  }

  /** Takes in a row that was read on the transaction's connection. */
  remember(table: string, row: Row): void {
    this.#rows.table(table).remember(row);
  }

  async #byIds(name: string, ids: readonly string[]): Promise<readonly Row[]> {
    const table = this.#rows.table(name);
    await this.#rows.load(table, ids);
    return [...new Set(ids)].flatMap((id) => table.row(id) ?? []);
  }

  /** A patch needs the whole row before it, for the columns that are derived from others. */
  async #loadPatched(changes: readonly StoreChange[]): Promise<void> {
    const idsByTable = new Map<string, Set<string>>();
    const written = new Set<string>();
    for (const change of changes) {
      const key = `${change.table}:${changedRowId(change)}`;
      // What this very batch has written before is not in the database yet.
      if (change.op === 'patch' && !written.has(key)) {
        if (!idsByTable.has(change.table)) idsByTable.set(change.table, new Set());
        idsByTable.get(change.table)!.add(change.id);
      }
      written.add(key);
    }
    for (const [name, ids] of idsByTable) await this.#rows.load(this.#rows.table(name), [...ids]);
  }
}
