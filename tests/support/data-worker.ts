import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDataWorker, type DataWorker } from '../../electron/data/start-worker.ts';
import { testWindow, type TestWindow } from './bridge-window.ts';
import { testKey } from './device-store.ts';

/** A data worker in a thread of its own, with one window. */
export type TestWorker = { readonly worker: DataWorker; readonly window: TestWindow; readonly open: () => TestWindow };

/**
 * @param folder holds the profiles of a test
 * @param name of this one; starting it again finds what the last run left
 */
export async function startTestWorker(folder: string, name: string): Promise<TestWorker> {
  const directory = join(folder, name);
  mkdirSync(directory, { recursive: true });
  const worker = await startDataWorker(new URL('../../electron/data/worker.ts', import.meta.url), {
    directory,
    key: testKey,
    migrationsDirectory: fileURLToPath(new URL('../../migrations', import.meta.url)),
    serverUrl: null,
    appVersion: '1.2.3',
  });
  const open = (): TestWindow => testWindow((receive) => worker.connect(receive).post);
  return { worker, window: open(), open };
}
