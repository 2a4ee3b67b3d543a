import { join } from 'node:path';
import { startDataWorker } from '../../electron/data/start-worker.ts';
import { openProfile } from '../../electron/data/profile.ts';
import { keyFileVault } from '../../scripts/browser-host/key-file.ts';
import { testWindow } from '../../tests/support/bridge-window.ts';
import type { Device } from './device.ts';

/** So many calls are under way at once. */
const atOnce = 100;

/** An action that a person performs on a device. */
export type OfflineAction = { readonly name: string; readonly args: unknown };

/**
 * Performs actions on a device whose host is off, through the data worker alone: as many as nobody would click together.
 * The line to the server has to be cut.
 */
export async function perform(device: Device, actions: readonly OfflineAction[]): Promise<void> {
  const { profile: directory } = device;
  const profile = openProfile(directory, keyFileVault(directory));
  const root = join(import.meta.dirname, '../..');
  const worker = await startDataWorker(new URL('../../electron/data/worker.ts', import.meta.url), {
    directory,
    key: profile.key,
    migrationsDirectory: join(root, 'migrations'),
    serverUrl: null,
    appVersion: 'test',
  });
  try {
    const window = testWindow((receive) => worker.connect(receive).post);
    for (let at = 0; at < actions.length; at += atOnce) {
      const replies = await Promise.all(actions.slice(at, at + atOnce).map((action) => window.call('mutate', action)));
      const refused = replies.find((reply) => !reply.ok);
      if (refused) throw new Error(`an action was refused: ${JSON.stringify(refused)}`);
    }
  } finally {
    await worker.stop();
    profile.release();
  }
}
