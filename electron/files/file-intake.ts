import { createHash } from 'node:crypto';
import { sniffedBytes, sniffMediaType } from '../../core/domain/file/sniff-media-type.ts';
import type { TakenFile } from '../../core/bridge/files.ts';
import { refuseTooLarge } from '../../core/domain/file/file-rows.ts';
import type { BlobFolder } from './blob-folder.ts';
import { SealedWriter } from './sealed-file.ts';

/** A file on its way from a window into the store: sealed, hashed and looked at while it comes. */
export class FileIntake {
  readonly #folder: BlobFolder;
  readonly #key: string;
  readonly #name: string;
  readonly #maxBytes: number;
  readonly #writer: SealedWriter;
  readonly #hash = createHash('sha256');
  #head = Buffer.alloc(0);
  #size = 0;

  /**
   * @param key of the new file, hex
   * @param maxBytes more are refused
   * @throws StoreError
   */
  constructor(folder: BlobFolder, key: string, name: string, maxBytes: number) {
    this.#folder = folder;
    this.#key = key;
    this.#name = name;
    this.#maxBytes = maxBytes;
    this.#writer = folder.write(() => new SealedWriter(folder.partOf({ key }), Buffer.from(key, 'hex')));
  }

  get key(): string {
    return this.#key;
  }

  /** @throws DomainError FILE_TOO_LARGE; StoreError DISK_FULL … */
  add(bytes: Uint8Array): void {
    this.#size += bytes.length;
    refuseTooLarge(this.#size, this.#maxBytes);
    this.#hash.update(bytes);
    if (this.#head.length < sniffedBytes) {
      this.#head = Buffer.concat([this.#head, bytes.subarray(0, sniffedBytes - this.#head.length)]);
    }
    this.#folder.write(() => this.#writer.add(bytes));
  }

  /** The content is on the disk when it returns; its name is still that of a part. @throws StoreError */
  finish(): TakenFile {
    this.#folder.write(() => this.#writer.finish());
    return {
      sha256: this.#hash.digest('hex'),
      size: this.#size,
      mediaType: sniffMediaType(this.#head, this.#name),
      name: this.#name,
    };
  }

  /** Nothing of it stays. */
  cancel(): void {
    this.#writer.abandon();
    this.#folder.remove({ key: this.#key });
  }
}
