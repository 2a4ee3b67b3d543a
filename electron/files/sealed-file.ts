// SYNC-12: contents lie encrypted on the disk, and what was changed there is never handed out.
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';

/**
 * A file sealed with AES-256-GCM in chunks of 64 KiB, each with its tag. The nonce is the chunk's number and whether it is the last:
 * the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015), as in age (age-encryption.org/v1, payload). A chunk that was changed,
 * moved, left out or cut off does not open. Every file has a random key of its own, so that numbers can serve as nonces.
 */
export const chunkBytes = 64 * 1024;
const tagBytes = 16;
const sealedChunkBytes = chunkBytes + tagBytes;
const algorithm = 'aes-256-gcm';

/** What was read is not what was written. */
export class DamagedFile extends Error {}

/** @returns how many chunks a content of so many bytes has; an empty one has one */
export function chunkCount(size: number): number {
  return Math.max(1, Math.ceil(size / chunkBytes));
}

/** Writes a sealed file from its beginning, or goes on behind whole chunks. */
export class SealedWriter {
  readonly #descriptor: number;
  readonly #key: Uint8Array;
  #chunk: number;
  #isOpen = true;
  #held: Uint8Array = new Uint8Array();

  /**
   * @param chunks whole chunks that the file holds already
   * @throws Error of the file system
   */
  constructor(path: string, key: Uint8Array, chunks = 0) {
    this.#descriptor = openSync(path, chunks > 0 ? 'r+' : 'w', 0o600);
    this.#key = key;
    this.#chunk = chunks;
  }

  /** Bytes that are in the file. */
  get written(): number {
    return this.#chunk * chunkBytes;
  }

  /** A chunk is written when something comes after it: only then is it known not to be the last. */
  add(bytes: Uint8Array): void {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    while (this.#held.length > chunkBytes) {
      this.#write(this.#held.subarray(0, chunkBytes), false);
      this.#held = this.#held.subarray(chunkBytes);
    }
  }

  /** Puts whole chunks on the disk, so that they are there after a crash. */
  flush(): void {
    fsyncSync(this.#descriptor);
  }

  /** Writes the last chunk; everything is on the disk when it returns. */
  finish(): void {
    this.#write(this.#held, true);
    fsyncSync(this.#descriptor);
    this.abandon();
  }

  /** Leaves the file as it is; nothing to do once it is finished. */
  abandon(): void {
    if (this.#isOpen) closeSync(this.#descriptor);
    this.#isOpen = false;
  }

  #write(plain: Uint8Array, last: boolean): void {
    const cipher = createCipheriv(algorithm, this.#key, nonceOf(this.#chunk, last));
    const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    let at = 0;
    while (at < sealed.length) {
      at += writeSync(this.#descriptor, sealed, at, sealed.length - at, this.#chunk * sealedChunkBytes + at);
    }
    this.#chunk += 1;
  }
}

/** Reads a sealed file at any place. */
export class SealedReader {
  readonly size: number;
  readonly #descriptor: number;
  readonly #key: Uint8Array;
  readonly #chunks: number;

  /**
   * @param size bytes of the content
   * @param isWhole false: only whole chunks have arrived, and the last of them is not the last of the file
   * @throws Error of the file system
   */
  constructor(path: string, key: Uint8Array, size: number, isWhole = true) {
    this.#descriptor = openSync(path, 'r');
    this.#key = key;
    this.size = size;
    this.#chunks = isWhole ? chunkCount(size) : Number.POSITIVE_INFINITY;
  }

  /** @throws DamagedFile */
  chunk(index: number): Buffer {
    const plainBytes = Math.min(chunkBytes, this.size - index * chunkBytes);
    const sealed = Buffer.allocUnsafe(plainBytes + tagBytes);
    const read = readSync(this.#descriptor, sealed, 0, sealed.length, index * sealedChunkBytes);
    if (read < sealed.length) throw new DamagedFile('the file is shorter than its content');
    const decipher = createDecipheriv(algorithm, this.#key, nonceOf(index, index === this.#chunks - 1));
    decipher.setAuthTag(sealed.subarray(plainBytes));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(0, plainBytes)), decipher.final()]);
    } catch (cause) {
      throw new DamagedFile('the file was changed on the disk', { cause });
    }
  }

  /** @returns bytes from `start` up to, not including, `end`. @throws DamagedFile */
  slice(start: number, end: number): Buffer {
    const parts: Buffer[] = [];
    for (let at = start; at < end;) {
      const index = Math.floor(at / chunkBytes);
      const from = at - index * chunkBytes;
      const part = this.chunk(index).subarray(from, Math.min(chunkBytes, from + end - at));
      parts.push(part);
      at += part.length;
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** 11 bytes of number, one that says whether it is the last. */
function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}
