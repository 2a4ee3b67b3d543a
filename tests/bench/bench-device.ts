import type {
  BridgeReply,
  MethodName,
  MethodParams,
  MethodResults,
  SyncStatus,
  WorkerMessage,
} from '../../core/bridge/contract.ts';
import { openProfile } from '../../electron/data/profile.ts';
import { startDataWorker } from '../../electron/data/start-worker.ts';
import { fileURLToPath } from 'node:url';
import { workerFile } from './worker-file.ts';

/** A device without a window: the real data worker, spoken to over the bridge. */
export type BenchDevice = {
  call<M extends MethodName>(method: M, params: MethodParams<M>): Promise<MethodResults[M]>;
  /**
   * Subscribes as a screen does.
   * @param receive is called with every later answer
   * @returns the first answer
   */
  subscribe(name: string, params: unknown, receive: (result: unknown) => void): Promise<unknown>;
  /** Waits until the sync status is as wanted. */
  until(wanted: (status: SyncStatus) => boolean): Promise<SyncStatus>;
  stop(): Promise<void>;
};

/** The key of every profile that a bench makes. */
export const benchKey = new Uint8Array(32).fill(7);

/** Starts a data worker on a profile folder; it must have been bundled (bundle-worker.ts). */
export async function startDevice(directory: string): Promise<BenchDevice> {
  const profile = openProfile(directory, { load: () => benchKey, store: () => {} });
  const migrationsDirectory = fileURLToPath(new URL('../../migrations', import.meta.url));
  const worker = await startDataWorker(workerFile, {
    directory,
    key: profile.key,
    migrationsDirectory,
    serverUrl: null,
    appVersion: '0.0.0',
  });
  const waiting = new Map<number, (reply: BridgeReply<unknown>) => void>();
  const subscribers = new Map<string, (result: unknown) => void>();
  const watchers = new Set<(status: SyncStatus) => void>();
  let next = 0;
  const line = worker.connect((message: WorkerMessage) => {
    if ('reply' in message) {
      waiting.get(message.id)?.(message.reply);
      waiting.delete(message.id);
    } else if (message.type === 'status') for (const watcher of watchers) watcher(message.status);
    else if (message.type === 'query') subscribers.get(message.id)?.(message.result);
  });
  const call: BenchDevice['call'] = async (method, params) => {
    const id = ++next;
    const reply = await new Promise<BridgeReply<unknown>>((resolve) => {
      waiting.set(id, resolve);
      line.post({ id, method, params });
    });
    if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply.error)}`);
    return reply.value as never;
  };
  return {
    call,
    subscribe: async (name, params, receive) => {
      const id = `bench-${subscribers.size}`;
      subscribers.set(id, receive);
      return call('subscribe', { id, name, params });
    },
    until: async (wanted) => {
      const now = await call('sync.status', {});
      if (wanted(now)) return now;
      return new Promise((resolve) => {
        const watch = (status: SyncStatus): void => {
          if (!wanted(status)) return;
          watchers.delete(watch);
          resolve(status);
        };
        watchers.add(watch);
      });
    },
    stop: async () => {
      line.close();
      await worker.stop();
      profile.release();
    },
  };
}
