import type { Logger } from 'pino';
import type { OrganizationStores } from '../store/organization-store.ts';
import type { FileStorage, StoredContent } from './file-storage.ts';
import type { FileUploads } from './uploads.ts';

/** Files that were removed can be restored for so long, as leads in the trash by default. Milliseconds. */
const restorableMs = 30 * 86_400_000;
/** A content younger than this may belong to a row that is being written. Milliseconds. */
const youngMs = 86_400_000;
const betweenSweepsMs = 6 * 3_600_000;
const batchSize = 200;

export type SweepPorts = {
  readonly storage: FileStorage;
  readonly uploads: Pick<FileUploads, 'removeExpired'>;
  readonly stores: Pick<OrganizationStores, 'open' | 'has'>;
  /** Ids of every organization. */
  readonly organizationIds: () => Promise<readonly string[]>;
  readonly log: Logger;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly newStamp: () => string;
};

/** Sweeps from time to time. @returns what ends it */
export function startSweeps(ports: SweepPorts): () => void {
  const timer = setInterval(() => {
    sweepFiles(ports).catch((err: unknown) => ports.log.error({ err }, 'sweeping files failed'));
  }, betweenSweepsMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Forgets uploads that were given up, rows of files that were removed long ago, and contents that no row names any more. */
export async function sweepFiles(ports: SweepPorts): Promise<void> {
  await ports.uploads.removeExpired();
  for (const organizationId of await ports.organizationIds()) await purge(organizationId, ports);
  let batch: StoredContent[] = [];
  for await (const content of ports.storage.list()) {
    if (content.storedAt > ports.now() - youngMs) continue;
    const isOther = batch[0] && batch[0].organizationId !== content.organizationId;
    if (isOther || batch.length >= batchSize) {
      await removeUnreferenced(batch, ports);
      batch = [];
    }
    batch.push(content);
  }
  await removeUnreferenced(batch, ports);
}

async function purge(organizationId: string, { stores, now, newStamp }: SweepPorts): Promise<void> {
  const store = await stores.open(organizationId);
  const input = () => ({ removedBefore: now() - restorableMs, now: now(), stamp: newStamp() });
  while ((await store.execute('files.purge', input())) > 0);
}

/** @param batch of one organization; contents of one that is not known here are left alone */
async function removeUnreferenced(batch: readonly StoredContent[], { stores, storage }: SweepPorts): Promise<void> {
  const organizationId = batch[0]?.organizationId;
  if (organizationId === undefined || !(await stores.has(organizationId))) return;
  const store = await stores.open(organizationId);
  const sha256s = batch.map((content) => content.sha256);
  for (const sha256 of await store.execute('files.unreferenced', { sha256s })) {
    await storage.remove(organizationId, sha256);
  }
}
