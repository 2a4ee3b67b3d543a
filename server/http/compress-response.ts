import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { constants, createGzip, createZstdCompress, gzip, zstdCompress } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';

/** Below this, compression costs more than it saves. Bytes. */
const minBytes = 1024;

const jsonType = /^application\/(problem\+)?json\b/;
const streamedType = /^application\/x-ndjson\b/;

/** Compresses replies for callers that accept it; of a stream each chunk is flushed, so that the caller can work with it. */
export function compressResponses(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const { res } = c;
    const type = res.headers.get('content-type') ?? '';
    const isStream = streamedType.test(type);
    if (!res.body || (!isStream && !jsonType.test(type)) || res.headers.has('content-encoding')) return;
    c.header('vary', 'accept-encoding', { append: true });
    const coding = codingFor(c.req.header('accept-encoding'));
    if (!coding) return;
    c.res = isStream ? compressed(compressedStream(res.body, coding), res, coding) : await compressedWhole(res, coding);
  };
}

async function compressedWhole(res: Response, coding: Coding): Promise<Response> {
  const bytes = new Uint8Array(await res.arrayBuffer());
  if (bytes.byteLength < minBytes) return new Response(bytes, res);
  return compressed(new Uint8Array(await codings[coding].whole(bytes)), res, coding);
}

function compressed(
  body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>,
  res: Response,
  coding: Coding,
): Response {
  const reply = new Response(body, res);
  reply.headers.delete('content-length');
  reply.headers.set('content-encoding', coding);
  return reply;
}

/** Content codings, the better first: Zstandard is three times as fast as gzip and a third smaller on our rows. */
const codings = {
  zstd: {
    whole: promisify(zstdCompress),
    stream: () => createZstdCompress({ flush: constants.ZSTD_e_flush }),
  },
  gzip: {
    whole: promisify(gzip),
    stream: () => createGzip({ level: 5, flush: constants.Z_SYNC_FLUSH }),
  },
} as const;
type Coding = keyof typeof codings;

function codingFor(header: string | undefined): Coding | undefined {
  const accepted = new Set<string>();
  for (const part of (header ?? '').split(',')) {
    const [name, ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    if (!parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) accepted.add(name!);
  }
  return (Object.keys(codings) as Coding[]).find((coding) => accepted.has(coding));
}

function compressedStream(body: ReadableStream<Uint8Array>, coding: Coding): ReadableStream<Uint8Array> {
  const stream = codings[coding].stream();
  const source = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
  source.on('error', (cause) => stream.destroy(cause));
  stream.on('close', () => source.destroy()); // the caller went away
  return Readable.toWeb(source.pipe(stream)) as ReadableStream<Uint8Array>;
}
