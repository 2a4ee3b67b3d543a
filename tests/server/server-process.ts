import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const main = resolve(import.meta.dirname, '../../server/main.ts');
const startTimeoutMs = 30_000;

export const adminEmail = 'olga@harbour.test';
export const adminPassword = 'a long enough password';

/** A server as an operator starts it: a process of its own. */
export type ServerProcess = {
  readonly url: string;
  readonly child: ChildProcess;
  /** Everything it wrote to standard error: its log. */
  log(): string;
  /** Sends SIGTERM. @returns its exit code */
  stop(): Promise<number | null>;
};

export type ServerOptions = {
  readonly folder: string;
  readonly databaseUrl?: string | undefined;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Another entry than the operator's, with the same arguments. */
  readonly main?: string;
};

/** How a process ended. */
export type Exit = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

function spawnServer(options: ServerOptions, args: readonly string[]): ChildProcess {
  const { BETTER_AUTH_SECRET: _secret, DATABASE_URL: _url, ...inherited } = process.env;
  return spawn(process.execPath, [options.main ?? main, '--data', options.folder, ...args, ...(options.args ?? [])], {
    env: {
      ...inherited,
      ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Starts a server on a free port with an administrator for its first start, and waits until it says where it is. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const first = ['--admin-email', adminEmail, '--admin-password', adminPassword, '--admin-name', 'Olga'];
  const place = ['--organization', 'Harbour Supplies', '--time-zone', 'Europe/Berlin'];
  const child = spawnServer(options, ['--port', '0', ...first, ...place]);
  let stderr = '';
  child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  // Whatever becomes of the test, its server goes with it.
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  const url = await startedUrl(child, () => stderr);
  return { url, child, log: () => stderr, stop: () => stopServer(child) };
}

/** Runs a server that is expected to end by itself. */
export async function runServer(options: ServerOptions): Promise<Exit> {
  const child = spawnServer(options, []);
  const output = { stdout: '', stderr: '' };
  child.stdout!.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr!.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const timer = setTimeout(() => child.kill('SIGKILL'), startTimeoutMs);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  return { code, ...output };
}

/** A folder for a server's data. */
export async function dataFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'outpost-server-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

function startedUrl(child: ChildProcess, log: () => string): Promise<string> {
  return new Promise((settle, reject) => {
    let stdout = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the server did not start in time:\n${log()}`));
    }, startTimeoutMs);
    child.stdout!.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      const found = /on (http:\/\/\S+),/.exec(stdout);
      if (!found) return;
      clearTimeout(timer);
      settle(found[1]!);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the server exited with ${code}:\n${log()}`));
    });
  });
}

async function stopServer(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit') as Promise<[number | null]>;
  child.kill('SIGTERM');
  return (await exited)[0];
}
