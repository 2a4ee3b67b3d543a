import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import { Pool } from 'pg';

/** Schema of the directory's tables on PostgreSQL; organizations' data has its own. */
const postgresSchema = 'directory';

/** Names the lock that `exclusively` takes; any number that nothing else in the database uses. */
const advisoryLock = 7_391_442_018;

/** Where sign-in, sessions and organization memberships are kept, in the shape better-auth takes it. */
export type DirectoryDatabase = {
  readonly options: {
    // better-auth names its own tables; nobody else queries through this.
    // oxlint-disable-next-line no-explicit-any
    readonly db: Kysely<any>;
    readonly type: 'sqlite' | 'postgres';
    readonly transaction: boolean;
    readonly schemaName?: string;
  };
  /** Runs something that no other server process on this database may do at the same time: migrations, first rows. */
  exclusively<Result>(run: () => Promise<Result>): Promise<Result>;
  /** @throws when the database cannot be reached */
  ping(): Promise<void>;
  close(): Promise<void>;
};

/** Another process serves this data folder. */
export class DataFolderInUseError extends Error {
  constructor(folder: string, cause: unknown) {
    super(`The data folder ${folder} is in use by another server.`, { cause });
    this.name = 'DataFolderInUseError';
  }
}

/**
 * Opens `directory.db` in the data folder and keeps it locked until it is closed or the process ends: the lock of the folder.
 * @throws DataFolderInUseError when another process holds it
 */
export function openSqliteDirectory(folder: string): DirectoryDatabase {
  const database = new Database(join(folder, 'directory.db'), { timeout: 0 });
  try {
    database.pragma('locking_mode = exclusive');
    database.pragma('journal_mode = wal');
    database.pragma('synchronous = full');
    database.exec('begin exclusive; commit'); // the lock is taken by the first write
  } catch (cause) {
    database.close();
    if ((cause as { code?: string }).code?.startsWith('SQLITE_BUSY')) throw new DataFolderInUseError(folder, cause);
    throw cause;
  }
  const db = new Kysely({ dialect: new SqliteDialect({ database }) });
  return {
    // No transactions: there is one connection, so that another request's write would land inside an open one.
    options: { db, type: 'sqlite', transaction: false },
    exclusively: (run) => run(), // the lock of the data folder has seen to it
    ping: async () => void database.prepare('select 1').get(),
    close: () => db.destroy(),
  };
}

/**
 * @param url a PostgreSQL connection string of a role that may create a schema
 * @param onError told of idle connections that broke; the pool replaces them
 */
export function openPostgresDirectory(url: string, onError: (error: Error) => void): DirectoryDatabase {
  const pool = new Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000, statement_timeout: 15_000 });
  pool.on('error', onError);
  const db = new Kysely({ dialect: new PostgresDialect({ pool }) });
  return {
    options: { db, type: 'postgres', transaction: true, schemaName: postgresSchema },
    exclusively: (run) => withAdvisoryLock(pool, run),
    ping: async () => void (await pool.query('select 1')),
    close: () => db.destroy(),
  };
}

async function withAdvisoryLock<Result>(pool: Pool, run: () => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0'); // another process may be migrating
    await client.query('select pg_advisory_lock($1)', [advisoryLock]);
    return await run();
  } finally {
    client.release(true); // ends the connection, and with it the lock and the setting
  }
}
