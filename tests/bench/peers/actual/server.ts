import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../../../scripts/start/free-port.ts';
import type { ServerConfig, ServerReady } from '../contract.ts';
import { readConfig, serveOperations } from '../serve.ts';
import { loadActual, password, transactionOf, type Actual } from './actual.ts';

const { folder, modules, variant, leads } = readConfig<ServerConfig>();
const rowsPerWrite = 1000;
const startTimeoutMs = 30_000;
let server: ChildProcess | undefined;

async function startServer(): Promise<number> {
  const port = await freePort(0);
  const data = join(folder, 'server');
  mkdirSync(data, { recursive: true });
  const limits = ['FILE_SIZE_LIMIT_MB', 'FILE_SYNC_SIZE_LIMIT_MB', 'SYNC_ENCRYPTED_FILE_SIZE_LIMIT_MB'];
  const env = {
    ...process.env,
    ...Object.fromEntries(limits.map((name) => [`ACTUAL_UPLOAD_${name}`, '1000'])),
    NODE_ENV: 'production',
    ACTUAL_DATA_DIR: data,
    ACTUAL_PORT: String(port),
    ACTUAL_HOSTNAME: '127.0.0.1',
  };
  const program = join(modules, 'node_modules/@actual-app/sync-server/build/bin/actual-server.js');
  server = fork(program, [], { cwd: data, env, execArgv: [] });
  await answering(`http://127.0.0.1:${port}/account/needs-bootstrap`);
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ password });
  await fetch(`http://127.0.0.1:${port}/account/bootstrap`, { method: 'POST', headers, body });
  return port;
}

async function answering(url: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > deadline) throw new Error(`${url} does not answer`);
    await pause(100);
  }
}

async function addLeads(actual: Actual, account: string, afterEach: () => Promise<void>): Promise<void> {
  const options = { runTransfers: false, learnCategories: false };
  for (let from = 0; from < leads; from += rowsPerWrite) {
    const size = Math.min(rowsPerWrite, leads - from);
    const rows = Array.from({ length: size }, (_, k) => transactionOf(from + k));
    await actual.addTransactions(account, rows, options);
    await afterEach();
  }
}

/** Fills a budget and puts it on the server: as one file, or as an empty file and a log of all that came after. */
async function start(): Promise<ServerReady> {
  const port = await startServer();
  const actual = await loadActual(modules);
  const dataDir = join(folder, 'writer');
  mkdirSync(dataDir, { recursive: true });
  const internals = await actual.init({ dataDir, serverURL: `http://127.0.0.1:${port}`, password, verbose: false });
  const asLog = variant === 'log';
  await actual.runImport('leads', async () => {
    const account = await actual.createAccount({ name: 'leads', offbudget: true }, 0);
    if (!asLog) await addLeads(actual, account, async () => {});
  });
  await internals.send('upload-budget');
  if (asLog) await addLeads(actual, (await actual.getAccounts())[0]!.id, () => actual.sync());
  const budget = (await actual.getBudgets()).find(({ groupId }) => groupId);
  return { port, shared: budget!.groupId! };
}

serveOperations({ start }, async () => {
  if (!server || server.exitCode !== null) return;
  server.kill('SIGTERM');
  await once(server, 'exit');
});
