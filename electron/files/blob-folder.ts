import { createHmac } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from '../data/store-error.ts';
import type { Blob } from './blob-rows.ts';

type Keyed = Pick<Blob, 'key'>;

/** The folder of the sealed files that belong to one database. Their names tell nothing: they follow from the keys in the database. */
export class BlobFolder {
  readonly #path: string;

  /** @throws StoreError when it cannot be made */
  constructor(path: string) {
    this.#path = path;
    this.#guarded(() => mkdirSync(path, { recursive: true, mode: 0o700 }));
  }

  /** Where a whole content is. */
  fileOf({ key }: Keyed): string {
    return join(this.#path, nameOf(key));
  }

  /** Where what has arrived of it is. */
  partOf({ key }: Keyed): string {
    return `${this.fileOf({ key })}.part`;
  }

  /** The part has become whole. It is on the disk already; a name that a power cut takes away is found missing at the next start. */
  complete(blob: Keyed): void {
    this.#guarded(() => renameSync(this.partOf(blob), this.fileOf(blob)));
  }

  remove(blob: Keyed): void {
    this.#guarded(() => {
      rmSync(this.fileOf(blob), { force: true });
      rmSync(this.partOf(blob), { force: true });
    });
  }

  /** @returns bytes of the file, sealed; undefined when it is not there */
  sealedBytes(path: string): number | undefined {
    return statSync(path, { throwIfNoEntry: false })?.size;
  }

  /** Removes what no blob names: left by a crash between two steps. */
  removeOthers(blobs: readonly Keyed[]): void {
    const known = new Set(blobs.flatMap(({ key }) => [nameOf(key), `${nameOf(key)}.part`]));
    this.#guarded(() => {
      for (const name of readdirSync(this.#path)) {
        if (!known.has(name)) rmSync(join(this.#path, name), { force: true, recursive: true });
      }
    });
  }

  /** Runs something on the folder's files. @throws StoreError DISK_FULL, STORE_READ_ONLY, STORE_FAILED */
  write<Result>(run: () => Result): Result {
    return this.#guarded(run);
  }

  #guarded<Result>(run: () => Result): Result {
    try {
      return run();
    } catch (cause) {
      const code = codes[(cause as NodeJS.ErrnoException).code ?? ''];
      throw code ? new StoreError(code, this.#path, { cause }) : cause;
    }
  }
}

const codes: Readonly<Record<string, 'DISK_FULL' | 'STORE_READ_ONLY' | 'STORE_FAILED'>> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  EROFS: 'STORE_READ_ONLY',
  EACCES: 'STORE_READ_ONLY',
  EPERM: 'STORE_READ_ONLY',
  EIO: 'STORE_FAILED',
};

function nameOf(key: string): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update('file name').digest('hex').slice(0, 32);
}
