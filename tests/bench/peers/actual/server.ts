import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../../../scripts/start/free-port.ts';
import type { ServerConfig, ServerReady } from '../contract.ts';
import { readConfig, serveOperations } from '../serve.ts';
import { password } from './actual.ts';
import { seedOnce } from './seed.ts';

const { folder, modules, variant, leads } = readConfig<ServerConfig>();
const startTimeoutMs = 30_000;
const program = join(modules, 'node_modules/@actual-app/sync-server/build/bin/actual-server.js');
let server: ChildProcess | undefined;

async function serve(data: string): Promise<{ port: number; stop: () => Promise<void> }> {
  const port = await freePort(0);
  const limits = ['FILE_SIZE_LIMIT_MB', 'FILE_SYNC_SIZE_LIMIT_MB', 'SYNC_ENCRYPTED_FILE_SIZE_LIMIT_MB'];
  const env = {
    ...process.env,
    ...Object.fromEntries(limits.map((name) => [`ACTUAL_UPLOAD_${name}`, '1000'])),
    NODE_ENV: 'production',
    ACTUAL_DATA_DIR: data,
    ACTUAL_PORT: String(port),
    ACTUAL_HOSTNAME: '127.0.0.1',
  };
  server = fork(program, [], { cwd: data, env, execArgv: ['--import', import.meta.resolve('./keep-alive.ts')] });
  await answering(`http://127.0.0.1:${port}/account/needs-bootstrap`);
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ password });
  // Refused where the data has its password already.
  await fetch(`http://127.0.0.1:${port}/account/bootstrap`, { method: 'POST', headers, body });
  return { port, stop };
}

async function stop(): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  server.kill('SIGTERM');
  await gone;
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

/** A budget that is on the server as one file, or as an empty file and a log of all that came after. */
async function start(): Promise<ServerReady> {
  const seed = await seedOnce(modules, variant!, leads, serve);
  const data = join(folder, 'data');
  cpSync(seed.data, data, { recursive: true });
  const { port } = await serve(data);
  return { port, shared: seed.syncId };
}

serveOperations({ start }, stop);
