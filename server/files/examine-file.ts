import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { sniffedBytes } from '../../core/domain/file/sniff-media-type.ts';

/** What a file's bytes say. */
export type Examined = {
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /** How it begins: what its type is found in. */
  readonly head: Uint8Array;
};

/** Reads a file once, in chunks. */
export async function examineFile(path: string): Promise<Examined> {
  const examiner = new Examiner();
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) examiner.add(chunk as Buffer);
  return examiner.result();
}

/** The same for bytes that pass by. */
export class Examiner {
  readonly #hash = createHash('sha256');
  #head = Buffer.alloc(0);
  #size = 0;

  add(chunk: Uint8Array): void {
    this.#hash.update(chunk);
    this.#size += chunk.length;
    if (this.#head.length < sniffedBytes) {
      this.#head = Buffer.concat([this.#head, chunk.subarray(0, sniffedBytes - this.#head.length)]);
    }
  }

  result(): Examined {
    return { sha256: this.#hash.digest('hex'), size: this.#size, head: new Uint8Array(this.#head) };
  }
}
