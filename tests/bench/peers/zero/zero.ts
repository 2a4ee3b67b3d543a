import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadFrom } from '../serve.ts';
import { schemaFile } from './schema.ts';

export type LeadRow = Readonly<Record<string, string | number>>;
type Query = { orderBy(column: string, direction: 'asc' | 'desc'): Query; limit(count: number): Query };
export type View = { addListener(listen: (rows: readonly LeadRow[], result: 'complete' | 'unknown') => void): void };

/** As much of Zero as is used here. */
export type Zero = {
  readonly query: { readonly lead: Query };
  readonly mutate: { readonly lead: { update(changes: object): Promise<void> } };
  materialize(query: Query): View;
};
type Statement = {
  reader: boolean;
  all(...args: unknown[]): unknown[];
  run(...args: unknown[]): unknown;
  raw(): Statement;
};
type Database = { close(): void; exec(sql: string): void; prepare(sql: string): Statement };
type SqliteModule = {
  SQLiteStore: new (name: string, create: (file: string) => object, options: object) => object;
  dropStore(name: string, create: (file: string) => object, options: object): Promise<void>;
};

/** Opens a client whose store is an SQLite file: Zero brings the store, this is the driver it asks for. */
export async function openZero(modules: string, folder: string, url: string, userId: string): Promise<Zero> {
  type Library = { Zero: new (options: object) => Zero };
  const { Zero } = await loadFrom<Library>(modules, '@rocicorp/zero');
  const { SQLiteStore, dropStore } = await loadFrom<SqliteModule>(modules, '@rocicorp/zero/sqlite');
  type Driver = { default: new (file: string) => Database };
  const { default: Sqlite } = await loadFrom<Driver>(modules, 'better-sqlite3');
  const { schema } = (await import(pathToFileURL(schemaFile(modules)).href)) as { schema: object };
  const create = (name: string): object => driverFor(new Sqlite(join(folder, name.replace(/[^\w.-]/g, '_'))));
  const settings = { journalMode: 'WAL', synchronous: 'NORMAL' };
  const kvStore = {
    create: (name: string) => new SQLiteStore(name, create, settings),
    drop: (name: string) => dropStore(name, create, settings),
  };
  const options = { schema, cacheURL: url, userID: userId, storageKey: 'bench', kvStore, logLevel: 'error' };
  return new Zero({ ...options, queryChangeThrottleMs: 0 });
}

function driverFor(db: Database): object {
  return {
    close: () => db.close(),
    destroy: () => db.close(),
    execSync: (sql: string) => db.exec(sql),
    prepare: (sql: string) => {
      const statement = db.prepare(sql);
      return {
        exec: async (args: unknown[]) => void (statement.reader ? statement.all(...args) : statement.run(...args)),
        all: async (args: unknown[]) => statement.raw().all(...args),
      };
    },
  };
}
