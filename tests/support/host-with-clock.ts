import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { queries } from '../../core/queries/registry.ts';
import { settingsFile } from '../../electron/data/profile.ts';
import { openSettings } from '../../electron/data/sqlite-settings.ts';
import { WorkerHost } from '../../electron/data/worker-host.ts';
import { nodeTimers } from '../../electron/sync/node-timers.ts';
import { testWindow, type TestWindow } from './bridge-window.ts';
import { testKey, testMigrations } from './device-store.ts';

/** The data worker in this process, on a clock that a test turns. */
export type ClockedHost = {
  readonly window: TestWindow;
  /** How far this machine's clock is off, milliseconds. */
  readonly turnClock: (offsetMs: number) => void;
  /** What a worker does every minute. */
  readonly minutePasses: () => void;
  readonly close: () => void;
};

/**
 * @param folder holds the profiles of a test
 * @param name of this one
 * @param offsetMs how far its clock is off from the start
 */
export function startClockedHost(folder: string, name: string, offsetMs = 0): ClockedHost {
  const directory = join(folder, name);
  mkdirSync(directory, { recursive: true });
  let offset = offsetMs;
  let tick: () => void = () => {};
  const now = (): number => Date.now() + offset;
  const later = (delayMs: number, run: () => void): void => {
    if (delayMs === 0) setImmediate(run);
    else if (delayMs === 60_000) tick = run;
    else setTimeout(run, delayMs).unref();
  };
  const schedule = (slice: () => boolean): void => void setImmediate(() => slice() && schedule(slice));
  const host = new WorkerHost({
    directory,
    key: testKey,
    serverUrl: null,
    settings: openSettings(settingsFile(directory), testKey, now(), (cause) => {
      throw cause;
    }),
    migrations: testMigrations,
    queries,
    now,
    random: (length) => randomBytes(length),
    fetch,
    timers: nodeTimers,
    device: { name: 'Test', platform: 'Test', appVersion: '1.2.3' },
    schedule,
    scheduleIdle: () => {},
    later,
    onBug: (where, cause) => {
      throw new Error(where, { cause });
    },
  });
  return {
    window: testWindow((receive) => host.connect(receive).receive),
    turnClock: (to) => void (offset = to),
    minutePasses: () => tick(),
    close: () => host.close(),
  };
}
