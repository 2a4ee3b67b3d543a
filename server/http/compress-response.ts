import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { constants, createGzip, gzip } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';

const gzipped = promisify(gzip);

/** Below this, compression costs more than it saves. Bytes. */
const minBytes = 1024;
const level = 5;

const jsonType = /^application\/(problem\+)?json\b/;
const streamedType = /^application\/x-ndjson\b/;

/** Compresses replies for callers that accept gzip; of a stream each chunk is flushed, so that the caller can work with it. */
export function compressResponses(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const { res } = c;
    const type = res.headers.get('content-type') ?? '';
    const isStream = streamedType.test(type);
    if (!res.body || (!isStream && !jsonType.test(type)) || res.headers.has('content-encoding')) return;
    c.header('vary', 'accept-encoding', { append: true });
    if (!acceptsGzip(c.req.header('accept-encoding'))) return;
    c.res = isStream ? compressed(gzipStream(res.body), res) : await compressedWhole(res);
  };
}

async function compressedWhole(res: Response): Promise<Response> {
  const bytes = new Uint8Array(await res.arrayBuffer());
  if (bytes.byteLength < minBytes) return new Response(bytes, res);
  return compressed(new Uint8Array(await gzipped(bytes, { level })), res);
}

function compressed(body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>, res: Response): Response {
  const reply = new Response(body, res);
  reply.headers.delete('content-length');
  reply.headers.set('content-encoding', 'gzip');
  return reply;
}

function acceptsGzip(header: string | undefined): boolean {
  return (header ?? '').split(',').some((part) => {
    const [name, ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    return name === 'gzip' && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}

function gzipStream(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const stream = createGzip({ level, flush: constants.Z_SYNC_FLUSH });
  const source = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
  source.on('error', (cause) => stream.destroy(cause));
  stream.on('close', () => source.destroy()); // the caller went away
  return Readable.toWeb(source.pipe(stream)) as ReadableStream<Uint8Array>;
}
