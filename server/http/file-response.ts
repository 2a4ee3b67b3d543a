import { fileHeaders } from '../../core/domain/file/content-disposition.ts';
import type { ByteRange, FileStorage } from '../files/file-storage.ts';
import { HttpProblem } from './problem.ts';

/** A content that the caller may read. */
export type ServedFile = {
  readonly organizationId: string;
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
};

/**
 * Answers a GET or HEAD of a file: whole, a part of it (RFC 9110, section 14; one range), or 304 for who has it already. Its SHA-256
 * is a strong ETag.
 * @throws HttpProblem 404 when the storage has lost it, 416 for a part that it does not have
 */
export async function fileResponse(request: Request, file: ServedFile, storage: FileStorage): Promise<Response> {
  const { organizationId, sha256, size } = file;
  const etag = `"${sha256}"`;
  const headers: Record<string, string> = {
    ...fileHeaders(file),
    etag,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
  };
  if (names(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  const range = rangeOf(request, etag, size);
  const bytes = request.method === 'HEAD' || size === 0 ? null : await storage.read(organizationId, sha256, range);
  if (bytes === undefined) throw new HttpProblem('NOT_FOUND');
  if (!range) return new Response(bytes, { headers: { ...headers, 'content-length': String(size) } });
  headers['content-range'] = `bytes ${range.from}-${range.to}/${size}`;
  headers['content-length'] = String(range.to - range.from + 1);
  return new Response(bytes, { status: 206, headers });
}

function names(header: string | null, etag: string): boolean {
  return (header ?? '').split(',').some((text) => ['*', etag, `W/${etag}`].includes(text.trim()));
}

/** What is no single range of bytes is ignored, as is one for another version of the content. */
function rangeOf(request: Request, etag: string, size: number): ByteRange | undefined {
  const ifRange = request.headers.get('if-range');
  const found = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get('range') ?? '');
  const [, first = '', last = ''] = found ?? [];
  if (!found || (first === '' && last === '') || (ifRange !== null && ifRange !== etag)) return undefined;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < from) return undefined;
  if (from > to) throw new HttpProblem('RANGE_NOT_SATISFIABLE', { headers: { 'content-range': `bytes */${size}` } });
  return { from, to };
}
