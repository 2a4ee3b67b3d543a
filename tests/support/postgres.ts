import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, globSync, rmSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const START_ATTEMPTS = 3;
const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 15_000;

/** A PostgreSQL server that belongs to this test run alone. */
export interface PostgresServer {
  /** The loopback port it listens on. */
  readonly port: number;
  /** A connection string. Without a role: the superuser `postgres`. Every role is trusted, no password is asked. */
  url(database: string, role?: string): string;
  /** Ends exactly the process that was started and removes its folder. Calling it again does nothing. */
  stop(): Promise<void>;
}

/** How to run a test server. */
export interface PostgresOptions {
  /** Flush to disk as a real server does. Off by default: tests gain much and have nothing to lose. */
  fsync?: boolean;
  /** Further settings of postgresql.conf by name. */
  settings?: Readonly<Record<string, string>>;
}

/**
 * Finds PostgreSQL's programs: OUTPOST_PG_BIN, then PATH, then Debian's and Homebrew's folders, newest first.
 * @returns the folder that holds `initdb` and `postgres`, undefined when there is none
 */
export function findPostgres(): string | undefined {
  const named = process.env['OUTPOST_PG_BIN'];
  if (named) {
    if (!holdsPostgres(named)) throw new Error(`OUTPOST_PG_BIN names ${named}, which has no initdb and postgres.`);
    return named;
  }
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const installed = globSync(['/usr/lib/postgresql/*/bin', '/opt/homebrew/opt/postgresql@*/bin']);
  const version = (folder: string) => Number(/\d+/.exec(folder)?.[0] ?? 0);
  return [...onPath, ...installed.toSorted((a, b) => version(b) - version(a))].find(holdsPostgres);
}

/**
 * What a suite that needs PostgreSQL asks first: skip on a machine without it, but never in CI.
 * @returns the folder of the programs, undefined when the suite has to be skipped
 * @throws in CI when PostgreSQL is absent
 */
export function requirePostgresInCi(): string | undefined {
  const found = findPostgres();
  if (!found && process.env['CI']) {
    throw new Error('PostgreSQL is needed in CI: `apt-get install postgresql`, or name its folder in OUTPOST_PG_BIN.');
  }
  return found;
}

/**
 * Starts a private PostgreSQL in a temporary folder on a free loopback port.
 * @throws when PostgreSQL is absent or does not come up, with its own log
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const bin = findPostgres();
  if (!bin)
    throw new Error('PostgreSQL not found: `apt-get install postgresql`, or name its folder in OUTPOST_PG_BIN.');
  const folder = await mkdtemp(join(tmpdir(), 'outpost-pg-'));
  try {
    await initialize(bin, folder);
    const { port, child } = await startOnFreePort(bin, folder, options);
    return serverOf(folder, port, child);
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw cause;
  }
}

function holdsPostgres(folder: string): boolean {
  return existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'));
}

/** PostgreSQL refuses to run as root, so root runs it as its own user. */
function asPostgresUser(program: string, args: string[]): [string, string[]] {
  return process.getuid?.() === 0 ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, args];
}

async function initialize(bin: string, folder: string): Promise<void> {
  if (process.getuid?.() === 0) await run('chown', ['postgres:', folder]);
  await chmod(folder, 0o700);
  // Case folding beyond ASCII needs a UTF-8 locale; "C.UTF-8" is the one that needs no locale package.
  const locale = process.platform === 'linux' ? 'C.UTF-8' : 'C';
  const args = ['-D', join(folder, 'data'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', `--locale=${locale}`];
  await run(...asPostgresUser(join(bin, 'initdb'), [...args, '--no-sync', '--no-instructions']), { cwd: folder });
}

async function startOnFreePort(
  bin: string,
  folder: string,
  options: PostgresOptions,
): Promise<{ port: number; child: ChildProcess }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      return { port, child: await startOn(bin, folder, port, options) };
    } catch (cause) {
      // Somebody may take the port between our asking and PostgreSQL's binding.
      if (attempt === START_ATTEMPTS || !/could not bind|already in use/i.test(String(cause))) throw cause;
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free loopback port.');
  return address.port;
}

async function startOn(bin: string, folder: string, port: number, options: PostgresOptions): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: folder,
    max_connections: '100',
    shared_buffers: '64MB',
    ...(options.fsync ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...options.settings,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(...asPostgresUser(join(bin, 'postgres'), ['-D', join(folder, 'data'), ...args]), {
    cwd: folder,
    env: { ...process.env, LC_MESSAGES: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await untilReady(child);
  return child;
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    const timer = setTimeout(() => {
      child.kill('SIGTERM');
      finish(new Error(`PostgreSQL was not ready after ${START_TIMEOUT_MS} ms:\n${log}`));
    }, START_TIMEOUT_MS);
    const onData = (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('ready to accept connections')) finish();
    };
    const onExit = (code: number | null) => finish(new Error(`PostgreSQL exited with ${code}:\n${log}`));
    function finish(error?: Error): void {
      clearTimeout(timer);
      child.stderr?.off('data', onData);
      child.stderr?.resume(); // an unread pipe would block the server once it is full
      child.off('exit', onExit);
      child.off('error', finish);
      if (error) reject(error);
      else resolve();
    }
    child.stderr?.on('data', onData);
    child.once('exit', onExit);
    child.once('error', finish);
  });
}

async function serverOf(folder: string, port: number, child: ChildProcess): Promise<PostgresServer> {
  // As root the child is `runuser`; the server itself says its own id.
  const pid = Number((await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0]);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const endWithUs = () => endNow(folder, pid);
  process.once('exit', endWithUs);
  let stopping: Promise<void> | undefined;

  async function end(): Promise<void> {
    process.off('exit', endWithUs);
    signal(pid, 'SIGINT'); // "fast" shutdown: disconnects clients, leaves no process behind
    const timer = setTimeout(() => signal(pid, 'SIGQUIT'), STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(timer);
    await rm(folder, { recursive: true, force: true });
  }

  return {
    port,
    url: (database, role = 'postgres') =>
      `postgres://${encodeURIComponent(role)}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
    stop: () => (stopping ??= end()),
  };
}

/** The last resort when our own process ends without `stop()`: nothing asynchronous can run any more. */
function endNow(folder: string, pid: number): void {
  signal(pid, 'SIGQUIT');
  const lock = join(folder, 'data', 'postmaster.pid'); // the last thing that the server removes
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (let tries = 0; tries < 100 && existsSync(lock); tries += 1) Atomics.wait(sleeper, 0, 0, 20);
  rmSync(folder, { recursive: true, force: true });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause; // it is gone already
  }
}
