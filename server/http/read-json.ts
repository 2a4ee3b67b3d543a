import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Context } from 'hono';
import type { z } from 'zod';
import { errorsOf } from './field-errors.ts';
import { HttpProblem } from './problem.ts';
import type { ProblemCode } from './problem.ts';

const gunzipped = promisify(gunzip);

/** Most bytes of a request's body, after decompression, where a route says nothing else. */
const defaultLimitBytes = 1024 * 1024;

export type ReadOptions = {
  /** Most bytes, before and after decompression. */
  readonly limitBytes?: number;
  /** The code of a body that is JSON, but not what the route takes. */
  readonly invalid?: ProblemCode;
};

/**
 * Reads a request's JSON, gzipped or not.
 * @throws HttpProblem 415 for another type, 413 beyond the limit, 400 for what is no JSON or does not fit the schema
 */
export async function readJson<T>(c: Context, schema: z.ZodType<T>, options: ReadOptions = {}): Promise<T> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new HttpProblem('UNSUPPORTED_MEDIA_TYPE', { detail: 'Send application/json.' });
  }
  const text = await readText(c, options.limitBytes ?? defaultLimitBytes);
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new HttpProblem(options.invalid ?? 'VALIDATION_FAILED', { errors: errorsOf(parsed.error) });
}

/**
 * Checks the query string of a request.
 * @throws HttpProblem 400 naming every bad parameter
 */
export function readQuery<T>(c: Context, schema: z.ZodType<T>): T {
  const repeated = Object.entries(c.req.queries()).filter(([, values]) => values.length > 1);
  const parsed = schema.safeParse(c.req.query());
  if (parsed.success && repeated.length === 0) return parsed.data;
  const twice = repeated.map(([field]) => ({ field, code: 'repeated', message: 'must be given once' }));
  const errors = [...twice, ...(parsed.error ? errorsOf(parsed.error) : [])];
  throw new HttpProblem('VALIDATION_FAILED', { errors });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpProblem('MALFORMED_JSON');
  }
}

async function readText(c: Context, limitBytes: number): Promise<string> {
  const encoding = c.req.header('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw new HttpProblem('UNSUPPORTED_MEDIA_TYPE', { detail: 'Send the body as it is or gzipped.' });
  }
  const raw = await readBytes(c.req.raw.body, Number(c.req.header('content-length') ?? 0), limitBytes);
  const bytes = encoding === 'gzip' ? await decompress(raw, limitBytes) : raw;
  return bytes.toString('utf8');
}

const tooLarge = (limitBytes: number) => new HttpProblem('BODY_TOO_LARGE', { details: { limitBytes } });

async function readBytes(
  body: ReadableStream<Uint8Array> | null,
  announced: number,
  limitBytes: number,
): Promise<Buffer> {
  if (announced > limitBytes) throw tooLarge(limitBytes);
  if (!body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > limitBytes) throw tooLarge(limitBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

async function decompress(bytes: Buffer, limitBytes: number): Promise<Buffer> {
  try {
    return await gunzipped(bytes, { maxOutputLength: limitBytes });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limitBytes);
    throw new HttpProblem('MALFORMED_JSON', { detail: 'The body is not gzip.' });
  }
}
