import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const main = join(root, 'scripts/browser-host/main.ts');
const startTimeoutMs = 60_000;

/** Where the built screens are: OUTPOST_RENDERER, or where `npm run build` puts them. */
export const rendererFolder = process.env['OUTPOST_RENDERER'] ?? join(root, 'dist/renderer');

export type HostOptions = {
  /** Folder of the databases. */
  readonly profile: string;
  /** What the sign-in form suggests as the server's address. */
  readonly serverUrl?: string | undefined;
};

/** A browser host as a person starts it: a process of its own that holds one profile. */
export type HostProcess = {
  /** The address to open, good for one use. */
  readonly url: string;
  readonly child: ChildProcess;
  /** Sends SIGTERM and waits. @returns its exit code */
  stop(): Promise<number | null>;
  /** Sends SIGKILL and waits: no handler runs. */
  kill(): Promise<void>;
};

/** How a host ended that did not start. */
export class HostRefused extends Error {
  readonly code: number | null;
  /** What it told the person. */
  readonly stderr: string;

  constructor(code: number | null, stderr: string) {
    super(`the browser host ended with ${code}: ${stderr}`);
    this.name = 'HostRefused';
    this.code = code;
    this.stderr = stderr;
  }
}

/** Starts a browser host on a free port and waits until it says where it is. @throws HostRefused when it ends instead */
export async function startHost({ profile, serverUrl }: HostOptions): Promise<HostProcess> {
  const { OUTPOST_SERVER_URL: _inherited, ...env } = process.env;
  const child = spawn(
    process.execPath,
    [main, '--port', '0', '--profile', profile, '--renderer', rendererFolder, '--json'],
    { env: { ...env, ...(serverUrl ? { OUTPOST_SERVER_URL: serverUrl } : {}) }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  // Whatever becomes of the test, its host goes with it.
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  const url = await startedUrl(child);
  return { url, child, stop: () => end(child, 'SIGTERM'), kill: async () => void (await end(child, 'SIGKILL')) };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit') as Promise<[number | null]>;
  child.kill(signal);
  return (await exited)[0];
}

function startedUrl(child: ChildProcess): Promise<string> {
  return new Promise((settle, reject) => {
    const output = { stdout: '', stderr: '' };
    const timer = setTimeout(() => child.kill('SIGKILL'), startTimeoutMs);
    child.stderr!.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
    child.stdout!.on('data', (chunk: Buffer) => {
      output.stdout += chunk.toString();
      if (!output.stdout.includes('\n')) return;
      clearTimeout(timer);
      settle((JSON.parse(output.stdout) as { url: string }).url);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      reject(new HostRefused(code, output.stderr));
    });
  });
}
