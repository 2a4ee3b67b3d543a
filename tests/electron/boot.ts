import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as threads from 'node:worker_threads';
import { vi } from 'vitest';
import { buildElectron } from '../../scripts/build-electron.ts';
import { bridgeChannel } from '../../electron/shell/channels.ts';
import { FakeElectron, type FakeOptions } from './fake-electron.ts';
import type { FakeBrowserWindow, FakeWebContents } from './fake-window.ts';

const root = resolve(import.meta.dirname, '../..');

/** A folder as Electron would find it: the real worker and preload, built; a small page. */
export type BuiltApp = { readonly path: string; readonly remove: () => void };

/** Builds the application's parts as `npm run build` does. */
export async function buildApp(): Promise<BuiltApp> {
  const path = mkdtempSync(join(tmpdir(), 'outpost-app-'));
  await buildElectron(join(path, 'dist/electron'));
  const renderer = join(path, 'dist/renderer');
  mkdirSync(join(renderer, 'assets'), { recursive: true });
  writeFileSync(join(renderer, 'index.html'), '<!doctype html><title>Outpost</title>');
  writeFileSync(join(renderer, 'assets/app-1a2b.js'), 'export {};');
  writeFileSync(join(path, 'dist/secret.txt'), 'not for the page');
  writeFileSync(join(path, 'package.json'), '{ "type": "module" }');
  for (const name of ['node_modules', 'migrations']) symlinkSync(join(root, name), join(path, name));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export type Booted = {
  readonly electron: FakeElectron;
  readonly profile: string;
  /** The data worker's threads, the last one started last. */
  readonly workers: readonly threads.Worker[];
  /** Takes off what main.ts listens to in this process, which the tests share. */
  readonly detach: () => void;
  /** The application's window. */
  readonly window: () => Promise<FakeBrowserWindow>;
};

export type BootOptions = Omit<FakeOptions, 'appPath'> & {
  /** An existing profile folder; otherwise a new one. */
  readonly profile?: string;
  /** Arguments of the command line. */
  readonly args?: readonly string[];
};

/** Runs the real electron/main.ts against a fake Electron, with the real data worker. */
export async function boot(
  app: BuiltApp,
  { profile: known, args = [], ...options }: BootOptions = {},
): Promise<Booted> {
  const profile = known ?? mkdtempSync(join(tmpdir(), 'outpost-profile-'));
  const electron = new FakeElectron({ appPath: app.path, ...options });
  const workers = recordWorkers();
  const detach = recordListeners();
  vi.doMock('electron', () => electron.module);
  vi.stubEnv('OUTPOST_PROFILE', profile);
  const { argv } = process;
  process.argv = ['outpost', '.', ...args];
  try {
    await import('../../electron/main.ts');
  } finally {
    process.argv = argv;
  }
  return {
    electron,
    profile,
    workers,
    detach,
    window: () => vi.waitUntil(() => electron.windows[0], { timeout: 20_000 }),
  };
}

/** Quits as a person would, and waits for the end. @returns the exit code */
export async function quit({ electron, detach }: Pick<Booted, 'electron' | 'detach'>): Promise<number> {
  electron.app.quit();
  const code = await electron.exited;
  detach();
  return code;
}

/** Real threads; only their handles are kept, so that a test can kill one. Later imports see it. */
function recordWorkers(): threads.Worker[] {
  const workers: threads.Worker[] = [];
  vi.resetModules();
  class RecordedWorker extends threads.Worker {
    constructor(...args: ConstructorParameters<typeof threads.Worker>) {
      super(...args);
      workers.push(this);
    }
  }
  vi.doMock('node:worker_threads', () => ({ ...threads, Worker: RecordedWorker }));
  return workers;
}

const processEvents = ['uncaughtExceptionMonitor', 'unhandledRejection'];

function recordListeners(): () => void {
  const before = new Set(processEvents.flatMap((event) => process.rawListeners(event)));
  return () => {
    for (const event of processEvents) {
      for (const listener of process.rawListeners(event)) {
        if (!before.has(listener)) process.off(event, listener as () => void);
      }
    }
  };
}

/** Sends a request from a page and waits for its reply. */
export function ask(
  electron: FakeElectron,
  page: FakeWebContents,
  request: { id: number; method: string; params: unknown },
) {
  electron.send(page, bridgeChannel, request);
  return replyTo(page, request.id);
}

/** @returns the reply to a request of a page, once it is there */
export function replyTo(page: FakeWebContents, id: number): Promise<unknown> {
  return page.received(({ channel, message }) => {
    const answer = message as { id?: number; reply?: unknown };
    return channel === bridgeChannel && answer.id === id ? answer.reply : undefined;
  });
}
