// Its own PostgreSQL with logical replication, and Zero's cache in front of it.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../../../../scripts/start/free-port.ts';
import { queryPostgres } from '../../../support/postgres-query.ts';
import { startPostgres, type PostgresServer } from '../../../support/postgres.ts';
import type { ServerConfig, ServerReady } from '../contract.ts';
import { isNumeric, leadColumns, peerLead } from '../leads.ts';
import { readConfig, serveOperations } from '../serve.ts';
import { schemaFile, writeSchema } from './schema.ts';

const { folder, modules, leads } = readConfig<ServerConfig>();
const programs = join(modules, 'node_modules/@rocicorp/zero/out/zero/src');
const appId = 'bench';
const rowsPerWrite = 5_000;
const startTimeoutMs = 60_000;
/** The permissions reach the cache by replication. */
const replicationMs = 3_000;
let postgres: PostgresServer | undefined;
let cache: ChildProcess | undefined;

async function fill(url: string): Promise<void> {
  const columns = leadColumns.map((name) => {
    const type = isNumeric(name) ? 'bigint' : 'text';
    return `"${name}" ${type} ${name === 'id' ? 'primary key' : 'not null'}`;
  });
  await queryPostgres(url, [`create table lead (${columns.join(', ')})`]);
  const text = 'insert into lead select * from json_populate_recordset(null::lead, $1)';
  for (let from = 0; from < leads; from += rowsPerWrite) {
    const rows = Array.from({ length: Math.min(rowsPerWrite, leads - from) }, (_, k) => peerLead(from + k));
    await queryPostgres(url, [{ text, values: [JSON.stringify(rows)] }]);
  }
}

async function startCache(url: string, port: number): Promise<void> {
  const env = {
    ...process.env,
    NODE_ENV: 'development',
    DO_NOT_TRACK: '1',
    ZERO_ENABLE_TELEMETRY: 'false',
    ZERO_UPSTREAM_DB: url,
    ZERO_REPLICA_FILE: join(folder, 'replica.db'),
    ZERO_PORT: String(port),
    ZERO_CHANGE_STREAMER_PORT: String(await freePort(0)),
    ZERO_NUM_SYNC_WORKERS: '1',
    ZERO_LOG_LEVEL: 'warn',
    ZERO_ADMIN_PASSWORD: 'local',
    ZERO_APP_ID: appId,
  };
  cache = spawn(process.execPath, [join(programs, 'cli.js')], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  await answering(`http://127.0.0.1:${port}/keepalive`);
  const schema = ['--schema-path', schemaFile(modules), '--upstream-db', url, '--app-id', appId, '--force'];
  await promisify(execFile)(process.execPath, [join(programs, 'deploy-permissions.js'), ...schema], { env });
  await pause(replicationMs);
}

async function answering(url: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > deadline) throw new Error(`${url} does not answer`);
    await pause(200);
  }
}

async function start(): Promise<ServerReady> {
  writeSchema(modules);
  postgres = await startPostgres({ fsync: true, settings: { wal_level: 'logical' } });
  const url = postgres.url('postgres');
  await fill(url);
  const port = await freePort(0);
  await startCache(url, port);
  return { port, shared: null };
}

serveOperations({ start }, async () => {
  if (cache && cache.exitCode === null) {
    cache.kill('SIGTERM');
    await once(cache, 'exit');
  }
  await postgres?.stop();
});
