import Database from 'better-sqlite3';
import { SqliteTransaction, type SqliteStatement } from '../../../core/kernel/sqlite-transaction.ts';
import type { Statement } from '../../../core/queries/define-query.ts';
import { textSearchToSqlite } from '../../../core/queries/sqlite-text-search.ts';
import { serverSpecs } from '../../../core/schema/tables.ts';
import { pendingMigrations, readMigrations, type AppliedMigration } from '../migration-files.ts';
import { runOperationSync, type AnyOperation } from '../run-operation.ts';
import { storeErrorFrom } from './sqlite-errors.ts';

/** What an operation came to. `committedVersion`: the version it took, if it took one. */
export type OperationOutcome = { readonly result: unknown; readonly committedVersion: number | undefined };

const busyTimeoutMs = 5_000;
const cacheKib = 16 * 1024;
const maxStatements = 500;

/** One organization's file, opened in the thread that executes its operations one after another. */
export class OrganizationDatabase {
  readonly #file: string;
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #openTransaction: () => SqliteTransaction;

  /**
   * Opens the file and brings its schema up to date.
   * @param options.create whether the file may be made; otherwise it must exist
   * @throws StoreError CORRUPT, UNAVAILABLE, MISCONFIGURED
   */
  constructor(file: string, { create }: { readonly create: boolean }) {
    this.#file = file;
    this.#db = this.#guarded(() => openFile(file, create));
    const specs = new Map(serverSpecs.map((spec) => [spec.name, spec]));
    this.#openTransaction = () => new SqliteTransaction(specs, (sql) => this.#prepare(sql) as SqliteStatement);
  }

  /**
   * Runs an operation in one transaction.
   * @throws whatever the operation throws, after rolling back; StoreError
   */
  execute(operation: AnyOperation, input: unknown): OperationOutcome {
    const run = this.#db.transaction((): OperationOutcome => {
      const before = operation.writes ? this.#version() : undefined;
      const kernel = this.#openTransaction();
      const result = runOperationSync(operation.run(input as never, 'sqlite'), {
        read: (read) => kernel.read(read),
        write: (changes) => kernel.write(changes),
        query: (statement) => this.#query(statement),
      });
      const after = operation.writes ? this.#version() : undefined;
      return { result, committedVersion: after === before ? undefined : after };
    });
    return this.#guarded(() => (operation.writes ? run.immediate() : run.deferred()));
  }

  /** Moves the write-ahead log into the file, so that the file alone is the organization. */
  close(): void {
    this.#statements.clear();
    this.#guarded(() => {
      this.#db.pragma('optimize');
      this.#db.pragma('wal_checkpoint(TRUNCATE)');
    });
    this.#db.close();
  }

  #version(): number | undefined {
    const row = this.#prepare(`select "current" from "clock" where "id" = 'clock'`).get();
    return (row as { current: number } | undefined)?.current;
  }

  #query(statement: Statement): unknown[] {
    const { sql, parameters } = 'kind' in statement ? textSearchToSqlite(statement) : statement;
    return this.#prepare(sql).all(...parameters.map(bindable));
  }

  #prepare(sql: string): Database.Statement {
    let statement = this.#statements.get(sql);
    if (statement) this.#statements.delete(sql);
    else if (this.#statements.size >= maxStatements) this.#statements.delete(this.#statements.keys().next().value!);
    statement ??= this.#db.prepare(sql);
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

function openFile(file: string, create: boolean): Database.Database {
  const db = new Database(file, { timeout: busyTimeoutMs, fileMustExist: !create });
  try {
    db.pragma('journal_mode = WAL');
    // What a device was told is applied must survive a power cut (SYNC-2).
    db.pragma('synchronous = FULL');
    db.pragma(`cache_size = -${cacheKib}`);
    db.pragma('temp_store = MEMORY');
    db.pragma('foreign_keys = OFF');
    db.pragma('trusted_schema = OFF');
    migrate(db);
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
}

/** Each migration is one transaction, together with the note that it was run. */
function migrate(db: Database.Database): void {
  db.exec('create table if not exists "migrations" ("name" text primary key, "checksum" text not null) strict');
  const applied = db.prepare('select "name", "checksum" from "migrations"').all() as AppliedMigration[];
  const note = db.prepare('insert into "migrations" ("name", "checksum") values (?, ?)');
  for (const { name, sql, checksum } of pendingMigrations(readMigrations('sqlite'), applied)) {
    db.transaction(() => {
      db.exec(sql);
      note.run(name, checksum);
    }).immediate();
  }
}

function bindable(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value;
}
