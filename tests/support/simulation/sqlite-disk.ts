import Database from 'better-sqlite3';
import type { MemorySnapshot } from '../../../core/kernel/memory-store.ts';
import { always } from '../../../core/kernel/predicates.ts';
import { SqliteTransaction, type SqliteStatement } from '../../../core/kernel/sqlite-transaction.ts';
import type { SyncStore, SyncTransaction, TableSpec } from '../../../core/kernel/store.ts';
import { createTablesSql, type Home } from '../../../core/schema/ddl.ts';

type Connection = { readonly db: Database.Database; readonly prepare: (sql: string) => SqliteStatement };

/** Databases that nobody uses any more, by what they hold: their tables are there and their statements prepared. */
const idle = new Map<string, Connection[]>();

function connect(homes: readonly Home[]): Connection {
  const db = new Database(':memory:');
  for (const home of homes) db.exec(createTablesSql(home, 'sqlite'));
  // A disk is put back whole, also where the application only adds.
  const triggers = db.prepare(`select name from sqlite_schema where type = 'trigger'`).all() as { name: string }[];
  for (const { name } of triggers) db.exec(`drop trigger "${name}"`);
  const statements = new Map<string, SqliteStatement>();
  const prepare = (sql: string): SqliteStatement => {
    const statement = statements.get(sql) ?? (db.prepare(sql) as SqliteStatement);
    statements.set(sql, statement);
    return statement;
  };
  return { db, prepare };
}

/** The real SQL of the stores under the simulator: a database in memory that can be copied and put back. */
export class SqliteDisk implements SyncStore {
  readonly #connection: Connection;
  readonly #specs: readonly TableSpec[];
  readonly #homes: readonly Home[];
  readonly #openTransaction: () => SqliteTransaction;

  constructor(specs: readonly TableSpec[], homes: readonly Home[]) {
    this.#specs = specs;
    this.#homes = homes;
    const connection = idle.get(homes.join())?.pop() ?? connect(homes);
    this.#connection = connection;
    const byName = new Map(specs.map((spec) => [spec.name, spec]));
    this.#openTransaction = () => new SqliteTransaction(byName, connection.prepare);
  }

  /** Ends its use: another disk takes the database over, empty. */
  release(): void {
    this.#empty();
    const key = this.#homes.join();
    idle.set(key, [...(idle.get(key) ?? []), this.#connection]);
  }

  #empty(): void {
    for (const { name } of this.#specs) this.#connection.prepare(`delete from "${name}"`).run();
  }

  transaction<Result>(run: (transaction: SyncTransaction) => Result): Result {
    return this.#connection.db.transaction(() => run(this.#openTransaction())).immediate();
  }

  snapshot(): MemorySnapshot {
    return this.transaction(
      (transaction) =>
        new Map(
          this.#specs.map(({ name }) => {
            const rows = transaction.read({ kind: 'range', table: name, range: { where: always } });
            return [name, new Map(rows.map((row) => [row.id, row]))];
          }),
        ),
    );
  }

  restore(snapshot: MemorySnapshot): void {
    this.transaction((transaction) => {
      this.#empty();
      for (const { name } of this.#specs) {
        const rows = [...(snapshot.get(name)?.values() ?? [])];
        transaction.write(rows.map((row) => ({ op: 'insert', table: name, row })));
      }
    });
  }
}
