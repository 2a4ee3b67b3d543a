import Database from 'better-sqlite3';
import type { MemorySnapshot } from '../../../core/kernel/memory-store.ts';
import { always } from '../../../core/kernel/predicates.ts';
import { SqliteTransaction, type SqliteStatement } from '../../../core/kernel/sqlite-transaction.ts';
import type { SyncStore, SyncTransaction, TableSpec } from '../../../core/kernel/store.ts';
import { createTablesSql, type Home } from '../../../core/schema/ddl.ts';

/** The real SQL of the stores under the simulator: a database in memory that can be copied and put back. */
export class SqliteDisk implements SyncStore {
  readonly #db = new Database(':memory:');
  readonly #specs: readonly TableSpec[];
  readonly #openTransaction: () => SqliteTransaction;

  constructor(specs: readonly TableSpec[], homes: readonly Home[]) {
    this.#specs = specs;
    for (const home of homes) this.#db.exec(createTablesSql(home, 'sqlite'));
    const statements = new Map<string, SqliteStatement>();
    const prepare = (sql: string): SqliteStatement => {
      const statement = statements.get(sql) ?? (this.#db.prepare(sql) as SqliteStatement);
      statements.set(sql, statement);
      return statement;
    };
    const byName = new Map(specs.map((spec) => [spec.name, spec]));
    this.#openTransaction = () => new SqliteTransaction(byName, prepare);
  }

  transaction<Result>(run: (transaction: SyncTransaction) => Result): Result {
    return this.#db.transaction(() => run(this.#openTransaction())).immediate();
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
      for (const { name } of this.#specs) {
        this.#db.exec(`delete from "${name}"`);
        const rows = [...(snapshot.get(name)?.values() ?? [])];
        transaction.write(rows.map((row) => ({ op: 'insert', table: name, row })));
      }
    });
  }
}
