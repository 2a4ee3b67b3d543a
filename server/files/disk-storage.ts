import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { assertOrganizationId } from '../store/store-error.ts';
import { StorageError, type ByteRange, type FileStorage, type StoredContent } from './file-storage.ts';

/** Contents as files of the data folder: `<folder>/<organization>/<first two digits>/<sha256>`. */
export class DiskStorage implements FileStorage {
  readonly #folder: string;

  /** @param folder absolute; made when something is stored */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(organizationId: string, sha256: string, file: string): Promise<void> {
    if (await this.has(organizationId, sha256)) return;
    const target = this.#pathOf(organizationId, sha256);
    await storageErrors(async () => {
      await mkdir(dirname(target), { recursive: true });
      await sync(file);
      await move(file, target);
      // The name, too, is on the disk before anybody is told that the content is.
      await sync(dirname(target));
    });
  }

  has(organizationId: string, sha256: string): Promise<boolean> {
    return storageErrors(async () => (await sizeOf(this.#pathOf(organizationId, sha256))) !== undefined);
  }

  async read(
    organizationId: string,
    sha256: string,
    range?: ByteRange,
  ): Promise<ReadableStream<Uint8Array> | undefined> {
    const path = this.#pathOf(organizationId, sha256);
    if ((await storageErrors(() => sizeOf(path))) === undefined) return undefined;
    const stream = createReadStream(path, range ? { start: range.from, end: range.to } : {});
    return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
  }

  async remove(organizationId: string, sha256: string): Promise<void> {
    await storageErrors(() => rm(this.#pathOf(organizationId, sha256), { force: true }));
  }

  async *list(): AsyncGenerator<StoredContent> {
    for (const organizationId of await namesIn(this.#folder)) {
      for (const prefix of await namesIn(join(this.#folder, organizationId))) {
        for (const sha256 of await namesIn(join(this.#folder, organizationId, prefix))) {
          const stats = await stat(join(this.#folder, organizationId, prefix, sha256));
          if (contentName.test(sha256)) yield { organizationId, sha256, storedAt: stats.mtimeMs };
        }
      }
    }
  }

  #pathOf(organizationId: string, sha256: string): string {
    assertOrganizationId(organizationId);
    // A path is made of it.
    if (!contentName.test(sha256)) throw new Error(`${sha256.slice(0, 80)} is no SHA-256`);
    return join(this.#folder, organizationId, sha256.slice(0, 2), sha256);
  }
}

const contentName = /^[0-9a-f]{64}$/;

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (isMissing(cause)) return [];
    throw cause;
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw cause;
  }
}

/** Atomic; from another file system by way of a copy beside the target. */
async function move(file: string, target: string): Promise<void> {
  try {
    await rename(file, target);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EXDEV') throw cause;
    const draft = `${target}.new`;
    await copyFile(file, draft);
    await sync(draft);
    await rename(draft, target);
  }
}

/** Windows has no handle for a folder; there a rename is durable by itself (NTFS's journal). */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r').catch((cause: NodeJS.ErrnoException) => {
    if (process.platform === 'win32') return undefined;
    throw cause;
  });
  try {
    await handle?.sync();
  } finally {
    await handle?.close();
  }
}

function isMissing(cause: unknown): boolean {
  return (cause as NodeJS.ErrnoException).code === 'ENOENT';
}

async function storageErrors<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause)) throw cause;
    throw new StorageError(`files cannot be stored: ${cause.message}`, { cause });
  }
}
