import type Database from 'better-sqlite3';
import type { SqlStatement } from '../../core/kernel/read-sql.ts';
import { SqliteTransaction, type SqliteStatement } from '../../core/kernel/sqlite-transaction.ts';
import type { SyncStore, SyncTransaction, TableSpec, TransactionOptions } from '../../core/kernel/store.ts';
import type { QueryProgram, Statement, TextSearch } from '../../core/queries/define-query.ts';
import { textSearchToSqlite } from '../../core/queries/sqlite-text-search.ts';
import { dropIndexes, needsRebuild, rebuildSlice } from './sqlite-bulk-load.ts';
import { cacheKib, checkpointPages, openEncrypted, pageKib } from './sqlite-connection.ts';
import { beginErasing, eraseSlice, needsErasing, oweErasing } from './sqlite-erase.ts';
import { migrate, removeCopies, type Migration } from './sqlite-migrations.ts';
import { StoreError, storeErrorFrom } from './store-error.ts';

export type SqliteStoreOptions = {
  readonly file: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
  readonly specs: readonly TableSpec[];
  readonly migrations: readonly Migration[];
  /**
   * Runs slices of work until one answers false. A worker puts them between its other work; the default runs them at once.
   */
  readonly schedule?: (slice: () => boolean) => void;
  /** The same for work that may wait until nothing else is to do. */
  readonly scheduleIdle?: (slice: () => boolean) => void;
};

const cachedStatements = 500;

/** Pages kept while the indexes of large tables are built: each is a scan that comes by no page twice, and sorting needs the memory. */
const scanCacheKib = 4 * 1024;

/**
 * Opens the device's encrypted store, migrates it, and goes on with an index rebuild that was cut off.
 * @throws StoreError; the file is never deleted or replaced
 */
export function openSqliteStore(options: SqliteStoreOptions): SqliteStore {
  const db = openEncrypted(options.file, options.key);
  try {
    migrate(db, options.migrations, options.file);
    return new SqliteStore(db, options);
  } catch (cause) {
    db.close();
    throw storeErrorFrom(cause, options.file);
  }
}

/** The device's store. Everything is synchronous: what has returned from `transaction` is on the disk, unless it need not be. */
export class SqliteStore implements SyncStore {
  readonly #db: Database.Database;
  readonly #file: string;
  readonly #schedule: (slice: () => boolean) => void;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #openTransaction: () => SqliteTransaction;
  readonly #scheduleIdle: (slice: () => boolean) => void;
  #rebuilding: boolean;
  #erasing = false;
  #eraseAgain = false;

  constructor(db: Database.Database, options: SqliteStoreOptions) {
    this.#db = db;
    this.#file = options.file;
    this.#schedule = options.schedule ?? runToTheEnd;
    this.#scheduleIdle = options.scheduleIdle ?? runToTheEnd;
    const specs = new Map(options.specs.map((spec) => [spec.name, spec]));
    this.#openTransaction = () => new SqliteTransaction(specs, (sql) => this.#prepare(sql) as SqliteStatement);
    this.#rebuilding = needsRebuild(db);
    if (this.#rebuilding) this.finishBulkLoad();
    if (needsErasing(db)) this.#erase();
  }

  /**
   * @param run synchronous; must not open another transaction
   * @throws whatever `run` throws, after rolling back; StoreError when the disk is to blame
   */
  transaction<Result>(
    run: (transaction: SyncTransaction) => Result,
    { durable = true }: TransactionOptions = {},
  ): Result {
    if (this.#db.inTransaction) throw new Error('transactions do not nest');
    if (durable) return this.#guarded(() => this.#transact(run));
    return this.#guarded(() => {
      // The log is written and not synced: the next commit that is durable syncs all of it.
      this.#db.exec('pragma synchronous = NORMAL');
      try {
        return this.#transact(run);
      } finally {
        this.#db.exec('pragma synchronous = FULL');
      }
    });
  }

  #transact<Result>(run: (transaction: SyncTransaction) => Result): Result {
    this.#prepare('begin immediate').run();
    try {
      const result = run(this.#openTransaction());
      this.#prepare('commit').run();
      return result;
    } catch (cause) {
      // A full disk has rolled back already.
      if (this.#db.inTransaction) this.#prepare('rollback').run();
      throw cause;
    }
  }

  /** Runs a view's query. @throws StoreError when the disk is to blame */
  query<Result>(program: QueryProgram<Result>): Result {
    return this.#guarded(() => {
      let step = program.next();
      while (!step.done) step = program.next(this.#rows(step.value));
      return step.value;
    });
  }

  /** Takes indexes and full text away before many rows are inserted: a first sync. Queries and searches still answer, slowly. */
  beginBulkLoad(): void {
    this.#guarded(() => {
      this.#db.transaction(() => dropIndexes(this.#db)).immediate();
      // Every page would be written twice while rows are still to come; the log is durable as it is.
      this.#db.pragma('wal_autocheckpoint = 0');
    });
    this.#rebuilding = true;
  }

  /** Builds them again, in scheduled slices. After a crash opening the store does it. */
  finishBulkLoad(): void {
    this.#guarded(() => this.#fitCacheToScans());
    this.#schedule(() => {
      if (!this.#db.open) return false;
      this.#rebuilding = this.#guarded(() => rebuildSlice(this.#db));
      if (!this.#rebuilding) this.#guarded(() => this.#endBulkLoad());
      return this.#rebuilding;
    });
  }

  /** @returns whether indexes or full text are still missing */
  isRebuilding(): boolean {
    return this.#rebuilding;
  }

  /**
   * Leaves nothing of deleted rows behind: in the copies made before migrations, in the write-ahead log and in the full-text
   * indexes, what does not fit into a moment of them in slices that follow. Free pages are overwritten already (`secure_delete`).
   */
  eraseTraces(): void {
    this.#guarded(() => oweErasing(this.#db));
    removeCopies(this.#file);
    const more = this.#rebuilding || this.#erasing || this.#guarded(() => beginErasing(this.#db));
    this.#guarded(() => this.#db.pragma('wal_checkpoint(TRUNCATE)'));
    if (more) this.#erase();
  }

  /**
   * Writes a consistent copy, encrypted with the same key.
   * @param file must not exist
   */
  copyTo(file: string): void {
    this.#guarded(() => this.#db.prepare('VACUUM INTO ?').run(file));
  }

  /** Reads every page of the file. @throws StoreError STORE_CORRUPT */
  verify(): void {
    const found = this.#guarded(() => this.#db.pragma('quick_check(1)', { simple: true }));
    if (found !== 'ok') throw new StoreError('STORE_CORRUPT', this.#file, { cause: new Error(String(found)) });
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  #fitCacheToScans(): void {
    const fileKib = (this.#db.pragma('page_count', { simple: true }) as number) * pageKib;
    if (fileKib > 2 * cacheKib) this.#db.pragma(`cache_size = -${scanCacheKib}`);
  }

  #endBulkLoad(): void {
    this.#db.pragma(`wal_autocheckpoint = ${checkpointPages}`);
    this.#db.pragma(`cache_size = -${cacheKib}`);
    this.#db.pragma('wal_checkpoint(TRUNCATE)');
  }

  #erase(): void {
    // Rows may go while a merge is under way: it is then done once more.
    this.#eraseAgain = this.#erasing;
    if (this.#erasing) return;
    this.#erasing = true;
    this.#scheduleIdle(() => {
      if (!this.#db.open) return false;
      if (this.#rebuilding) return true;
      const more = this.#guarded(() => eraseSlice(this.#db));
      if (more) return true;
      this.#erasing = false;
      this.#guarded(() => this.#db.pragma('wal_checkpoint(TRUNCATE)'));
      if (this.#eraseAgain) this.eraseTraces();
      return false;
    });
  }

  #rows(statement: Statement): unknown[] {
    const { sql, parameters } = 'kind' in statement ? this.#search(statement) : statement;
    return this.#prepare(sql).all(...parameters.map(bindable));
  }

  #search(search: TextSearch): SqlStatement {
    return textSearchToSqlite(search, this.#rebuilding ? 'incomplete' : 'complete');
  }

  #prepare(sql: string): Database.Statement {
    let statement = this.#statements.get(sql);
    if (statement) {
      this.#statements.delete(sql);
    } else {
      statement = this.#db.prepare(sql);
      if (this.#statements.size >= cachedStatements) this.#statements.delete(this.#statements.keys().next().value!);
    }
    // Last in the map: the first is the one used longest ago.
    this.#statements.set(sql, statement);
    return statement;
  }

  #guarded<Result>(run: () => Result): Result {
    try {
      return run();
    } catch (cause) {
      throw storeErrorFrom(cause, this.#file);
    }
  }
}

function bindable(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value;
}

function runToTheEnd(slice: () => boolean): void {
  while (slice());
}
