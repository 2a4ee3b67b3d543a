import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HttpProblem } from '../http/problem.ts';
import { Examiner, type Examined } from './examine-file.ts';

/** A file that came in one request, on this server's disk. */
export type Received = Examined & {
  readonly path: string;
  /** Removes it, if it is still there. */
  readonly discard: () => Promise<void>;
};

/**
 * Writes a request's body to the disk while it comes.
 * @param maxBytes more are refused as soon as they are seen, or announced
 * @throws HttpProblem FILE_TOO_LARGE
 */
export async function receiveFile(request: Request, folder: string, maxBytes: number): Promise<Received> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  await mkdir(folder, { recursive: true });
  const path = join(folder, `request-${randomUUID()}`);
  const discard = () => rm(path, { force: true });
  const examiner = new Examiner();
  let size = 0;
  const examine = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > maxBytes) return done(tooLarge(maxBytes));
      examiner.add(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(bodyOf(request), examine, createWriteStream(path, { flush: true }));
  } catch (cause) {
    await discard();
    throw cause;
  }
  return { path, discard, ...examiner.result() };
}

function bodyOf(request: Request): Readable {
  return request.body ? Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]) : Readable.from([]);
}

function tooLarge(maxBytes: number): HttpProblem {
  return new HttpProblem('FILE_TOO_LARGE', { details: { maxBytes } });
}
