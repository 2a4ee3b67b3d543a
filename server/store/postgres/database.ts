import type { Pool, PoolClient } from 'pg';
import type { TableSpec } from '../../../core/kernel/store.ts';
import { readToSql } from '../../../core/kernel/read-sql.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import { serverSpecs } from '../../../core/schema/tables.ts';
import { assertOrganizationId, StoreError, type StoreLog } from '../store-error.ts';
import { connect, createPool, runOnce, runPrepared } from './connection-pool.ts';
import { isConflict, storeErrorFrom } from './postgres-errors.ts';
import { readTables } from './table-catalog.ts';
import { PostgresTransaction } from './transaction.ts';
import type { PostgresTable } from './transaction-rows.ts';

/** `write`: takes the organization's clock first, so that its writers run one after another and versions commit in order. */
export type TransactionMode = 'read' | 'write';

/** What a transaction came to. `committedVersion`: the version it took, if it took one. */
export type TransactionResult<Result> = { readonly result: Result; readonly committedVersion: number | undefined };

/** The channel on which server processes tell each other of commits; the payload is `organizationId:version`, or ends in a word. */
export const commitChannel = 'outpost_commit';
/** In the place of a version: somebody's access may have ended. */
export const accessEnded = 'access-ended';

const maxAttempts = 5;
const retryDelayMs = 20;

/** A PostgreSQL database of organizations, as the application role sees it: nothing, until an organization is set. */
export class PostgresDatabase {
  readonly #pool: Pool;
  readonly #tables: ReadonlyMap<string, PostgresTable>;

  private constructor(pool: Pool, tables: ReadonlyMap<string, PostgresTable>) {
    this.#pool = pool;
    this.#tables = tables;
  }

  /**
   * @param connectionString of the application role
   * @throws StoreError MISCONFIGURED when the role may see past row-level security, or tables are missing; UNAVAILABLE
   */
  static async connect(
    connectionString: string,
    log: StoreLog,
    { maxConnections = 10, specs = serverSpecs }: { maxConnections?: number; specs?: readonly TableSpec[] } = {},
  ): Promise<PostgresDatabase> {
    const pool = createPool(connectionString, maxConnections, log);
    try {
      return new PostgresDatabase(pool, await readTables(pool, specs));
    } catch (cause) {
      await pool.end();
      throw storeErrorFrom(cause);
    }
  }

  /**
   * Runs a function in one transaction on one organization's rows. It may run more than once, when other transactions are in the way.
   * @param notices words for the other server processes, sent with the commit
   * @throws whatever `run` throws, after rolling back; StoreError
   */
  async transaction<Result>(
    organizationId: string,
    mode: TransactionMode,
    run: (transaction: PostgresTransaction) => Promise<Result>,
    notices: readonly string[] = [],
  ): Promise<TransactionResult<Result>> {
    assertOrganizationId(organizationId);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#attempt(organizationId, mode, run, notices);
      } catch (cause) {
        if (!isConflict(cause)) throw cause;
        if (attempt === maxAttempts) {
          throw new StoreError('UNAVAILABLE', `other transactions were in the way ${maxAttempts} times`, { cause });
        }
        await new Promise((resolve) => setTimeout(resolve, retryDelayMs * 2 ** attempt * Math.random()));
      }
    }
  }

  /** Waits for what runs and disconnects. */
  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #attempt<Result>(
    organizationId: string,
    mode: TransactionMode,
    run: (transaction: PostgresTransaction) => Promise<Result>,
    notices: readonly string[],
  ): Promise<TransactionResult<Result>> {
    const client = await connect(this.#pool);
    let failure: unknown;
    try {
      const transaction = new PostgresTransaction(this.#tables, runPrepared(client), runOnce(client));
      const before = await this.#begin(client, organizationId, mode);
      if (before) transaction.remember('clock', before);
      const result = await run(transaction);
      await transaction.flush();
      const version = mode === 'write' ? transaction.known('clock', 'clock')?.['current'] : undefined;
      const committedVersion = typeof version === 'number' && version !== before?.['current'] ? version : undefined;
      const words = committedVersion === undefined ? notices : [...notices, String(committedVersion)];
      await commit(
        client,
        words.map((word) => `${organizationId}:${word}`),
      );
      return { result, committedVersion };
    } catch (cause) {
      failure = await rollback(client);
      throw cause;
    } finally {
      client.release(failure !== undefined); // a connection that could not even roll back is thrown away
    }
  }

  /** @returns the clock row of a writing transaction, which is then locked; undefined where there is none yet */
  async #begin(client: PoolClient, organizationId: string, mode: TransactionMode): Promise<Row | undefined> {
    // One round trip. A writer must see what the one before it committed while it waited for the clock: read committed.
    // A reader must see one moment throughout: repeatable read.
    const setOrganization = `select set_config('app.org_id', ${client.escapeLiteral(organizationId)}, true)`;
    if (mode === 'read') {
      await simple(client, `begin isolation level repeatable read read only; ${setOrganization}`);
      return undefined;
    }
    const { sql } = readToSql(
      { kind: 'get', table: 'clock', id: 'clock' },
      this.#tables.get('clock')!.spec,
      'postgres',
    );
    const lock = `${sql.replace('$1', "'clock'")} for update`;
    const results = await simple(client, `begin isolation level read committed; ${setOrganization}; ${lock}`);
    return results.at(-1)?.rows[0] as Row | undefined;
  }
}

type SimpleResult = { readonly command: string; readonly rows: readonly object[] };

/** Several statements without parameters, in one round trip. */
async function simple(client: PoolClient, sql: string): Promise<readonly SimpleResult[]> {
  try {
    // With several statements the driver answers with an array, which its types do not tell.
    return [await client.query(sql)].flat() as readonly SimpleResult[];
  } catch (cause) {
    throw storeErrorFrom(cause);
  }
}

async function commit(client: PoolClient, notices: readonly string[]): Promise<void> {
  const notify = notices.map((notice) => `select pg_notify('${commitChannel}', ${client.escapeLiteral(notice)}); `);
  const results = await simple(client, `${notify.join('')}commit`);
  // PostgreSQL answers the commit of a failed transaction with a rollback, and no error.
  if (results.at(-1)?.command !== 'COMMIT') throw new Error('the transaction had failed before its commit');
}

/** @returns why it failed, if it did */
async function rollback(client: PoolClient): Promise<unknown> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (cause) {
    return cause;
  }
}
