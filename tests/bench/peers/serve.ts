// The child's side: what the programs of every contestant have in common.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Memory } from './contract.ts';

export type Request = { readonly id: number; readonly operation: string };
export type Reply = { readonly id: number; readonly value?: unknown; readonly error?: string };

/** @returns what the parent started this program with */
export function readConfig<Config>(): Config {
  return JSON.parse(process.argv[2]!) as Config;
}

/**
 * Answers the parent until it lets go: then this process cleans up and ends, so that no parent that was killed leaves one behind.
 * @param operations by the name the parent asks for
 * @param cleanUp ends what this program has started
 */
export function serveOperations(
  operations: Readonly<Record<string, () => unknown>>,
  cleanUp: () => Promise<void> = async () => {},
): void {
  const known: Readonly<Record<string, () => unknown>> = { memory, ...operations };
  process.on('message', ({ id, operation }: Request) => {
    const answer = (reply: Omit<Reply, 'id'>): void => void process.send?.({ id, ...reply } satisfies Reply);
    Promise.resolve()
      .then(() => known[operation]!())
      .then((value) => answer({ value }))
      .catch((cause: unknown) =>
        answer({ error: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) }),
      );
  });
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    void cleanUp().finally(() => process.exit(0));
  };
  process.on('disconnect', end);
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.send?.({ id: 0 } satisfies Reply);
}

/** @returns what this process holds; the peak is VmHWM on Linux, elsewhere what the system counts as the maximum */
export async function memory(): Promise<Memory> {
  const peakMb = peakKib() / 1024;
  globalThis.gc?.();
  await pause(200);
  return { peakMb: Math.round(peakMb), restMb: Math.round(process.memoryUsage().rss / 1_048_576) };
}

function peakKib(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))![1]);
}

/** Imports a package of this peer, as the folder it is installed in resolves it. */
export async function loadFrom<Module>(modules: string, name: string): Promise<Module> {
  const { load } = (await import(pathToFileURL(join(modules, 'load.mjs')).href)) as {
    load: (name: string) => Promise<Module>;
  };
  return load(name);
}

/** Requires a package of this peer that is CommonJS. */
export async function requireFrom<Module>(modules: string, name: string): Promise<Module> {
  const { require } = (await import(pathToFileURL(join(modules, 'load.mjs')).href)) as {
    require: (name: string) => Module;
  };
  return require(name);
}

/** A stop watch. @returns seconds since it was started */
export function stopWatch(): () => number {
  const started = performance.now();
  return () => (performance.now() - started) / 1000;
}
