import { createHash } from 'node:crypto';
import { Pool, types, type PoolClient } from 'pg';
import type { SqlStatement } from '../../../core/kernel/read-sql.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import { StoreError, type StoreLog } from '../store-error.ts';
import { storeErrorFrom } from './postgres-errors.ts';
import type { RunSql } from './transaction-rows.ts';

const connectTimeoutMs = 10_000;
const statementTimeoutMs = 60_000;
/** How long a writer waits for another one of its organization. */
const lockTimeoutMs = 30_000;
/** A process that hangs in a transaction must not hold an organization's clock for ever. */
const idleInTransactionMs = 60_000;

const oid = { bool: 16, int8: 20, numeric: 1700 } as const;

/** Answers arrive as the other homes give them: numbers as numbers, flags as 0 and 1. */
const typeParsers = {
  getTypeParser(typeId: number, format?: 'text' | 'binary') {
    switch (typeId) {
      case oid.int8:
      case oid.numeric:
        return safeNumber;
      case oid.bool:
        return (text: string) => (text === 't' ? 1 : 0);
      default:
        return types.getTypeParser(typeId, format);
    }
  },
} as typeof types;

/**
 * @param text of an int8 or numeric
 * @throws StoreError INVALID_VALUE for a whole number that JavaScript cannot hold exactly
 */
export function safeNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new StoreError('INVALID_VALUE', `${text} is beyond the numbers that can be held exactly`);
  }
  return value;
}

/**
 * Connections of the server's application role.
 * @param maxConnections of this process; each running operation takes one
 */
export function createPool(connectionString: string, maxConnections: number, log: StoreLog): Pool {
  const pool = new Pool({
    connectionString,
    max: maxConnections,
    types: typeParsers,
    application_name: 'outpost',
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    keepAlive: true,
  });
  // The pool replaces an idle connection that broke. One that breaks at work also rejects its query, but the event comes as
  // well, and without a listener it would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'an idle connection to PostgreSQL broke'));
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** @throws StoreError UNAVAILABLE */
export async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (cause) {
    throw storeErrorFrom(cause);
  }
}

/** Executes on one connection, as a prepared statement: the kernel's statements have few texts, and each is planned once. */
export function runPrepared(client: PoolClient): RunSql {
  return (statement) => runNamed(client, statement, statementName(statement.sql));
}

/** Executes on one connection a statement whose text is not worth remembering. */
export function runOnce(client: PoolClient): RunSql {
  return (statement) => runNamed(client, statement, undefined);
}

async function runNamed(client: PoolClient, { sql, parameters }: SqlStatement, name: string | undefined) {
  try {
    return await client.query<Row>({ name, text: sql, values: [...parameters] });
  } catch (cause) {
    throw storeErrorFrom(cause);
  }
}

const names = new Map<string, string>();
const maxNames = 2000;

function statementName(sql: string): string {
  let name = names.get(sql);
  if (name === undefined) {
    name = createHash('sha256').update(sql).digest('base64url').slice(0, 24);
    if (names.size >= maxNames) names.clear(); // names are derived from the text, so that forgetting them costs nothing
    names.set(sql, name);
  }
  return name;
}
