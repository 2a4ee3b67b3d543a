// SYNC-12: a download goes on where it was, and only what has the right hash counts as here.
import { createHash, type Hash } from 'node:crypto';
import { chunkBytes, DamagedFile, SealedReader, SealedWriter } from './sealed-file.ts';
import type { BlobFolder } from './blob-folder.ts';
import type { Blob } from './blob-rows.ts';
import type { FileServer } from './upload-file.ts';

/** whole: it is here, verified, still under its part's name; again: what came is not it; gone: the server does not show it. */
export type DownloadEnd = 'whole' | 'again' | 'gone' | 'unreachable';

/** After so many bytes what has arrived is put on the disk and told. */
const flushBytes = 1024 * 1024;
/** Without a byte for this long the line counts as dead. Milliseconds. */
const silenceMs = 30_000;

export type DownloadNews = {
  /** Bytes that are on the disk, in whole chunks. */
  readonly onArrived: (arrived: number) => void;
};

/**
 * Fetches a content into its part, behind what has arrived of it.
 * @param signal stops it; what has arrived stays
 * @throws StoreError when the disk does not take it
 */
export async function downloadFile(
  of: Blob,
  folder: BlobFolder,
  server: FileServer,
  news: DownloadNews,
  signal: AbortSignal,
): Promise<DownloadEnd> {
  const { hash, from } = hashArrived(of, folder);
  const line = new Line(signal);
  try {
    const response = await fetch(new URL(`/v1/files/${of.id}`, server.serverUrl), {
      headers: { ...server.headers(), ...(from > 0 ? { range: `bytes=${from}-` } : {}) },
      signal: line.signal,
    });
    if (response.status === 404) return 'gone';
    if (response.status === 416) return 'again';
    if (!response.ok || !response.body) return 'unreachable';
    if (from > 0 && response.status !== 206) return 'again';
    return await receive(of, folder, response.body, { hash, from, news, line });
  } catch (cause) {
    if (line.signal.aborted || cause instanceof TypeError) return 'unreachable';
    throw cause;
  } finally {
    line.end();
  }
}

type Receiving = {
  readonly hash: Hash;
  readonly from: number;
  readonly news: DownloadNews;
  readonly line: Line;
};

async function receive(
  of: Blob,
  folder: BlobFolder,
  body: ReadableStream<Uint8Array>,
  { hash, from, news, line }: Receiving,
): Promise<DownloadEnd> {
  const key = Buffer.from(of.key, 'hex');
  const writer = folder.write(() => new SealedWriter(folder.partOf(of), key, wholeChunks(from)));
  let received = from;
  let told = from;
  try {
    for await (const bytes of body) {
      line.alive();
      received += bytes.length;
      if (received > of.size) return 'again';
      hash.update(bytes);
      folder.write(() => writer.add(bytes));
      if (writer.written - told < flushBytes) continue;
      folder.write(() => writer.flush());
      told = writer.written;
      news.onArrived(told);
    }
    if (received < of.size) return 'unreachable';
    if (hash.digest('hex') !== of.id) return 'again';
    folder.write(() => writer.finish());
    return 'whole';
  } finally {
    writer.abandon();
  }
}

/** What has arrived is read again: its hash is not kept. @returns where to go on: at 0 when it does not open */
function hashArrived(of: Blob, folder: BlobFolder): { readonly hash: Hash; readonly from: number } {
  const anew = { hash: createHash('sha256'), from: 0 };
  if (of.arrived === 0) return anew;
  try {
    const reader = new SealedReader(folder.partOf(of), Buffer.from(of.key, 'hex'), of.arrived, false);
    try {
      const hash = createHash('sha256');
      for (let i = 0; i < wholeChunks(of.arrived); i++) hash.update(reader.chunk(i));
      return { hash, from: of.arrived };
    } finally {
      reader.close();
    }
  } catch (cause) {
    if (cause instanceof DamagedFile || (cause as NodeJS.ErrnoException).code === 'ENOENT') return anew;
    throw cause;
  }
}

function wholeChunks(bytes: number): number {
  return Math.floor(bytes / chunkBytes);
}

/** A connection that is given up when nothing comes. */
class Line {
  readonly #silence = new AbortController();
  readonly signal: AbortSignal;
  #timer: NodeJS.Timeout;

  constructor(signal: AbortSignal) {
    this.signal = AbortSignal.any([signal, this.#silence.signal]);
    this.#timer = this.#wait();
  }

  alive(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#wait();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #wait(): NodeJS.Timeout {
    return setTimeout(() => this.#silence.abort(), silenceMs);
  }
}
