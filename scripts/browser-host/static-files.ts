import { createReadStream, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/**
 * Serves one file of the built renderer.
 * @param root folder of the renderer
 * @param path of the request's URL, still encoded
 * @param body false for a HEAD request
 * @returns false when there is no such file; nothing was then sent
 */
export function sendFile(response: ServerResponse, root: string, path: string, body: boolean): boolean {
  const file = fileOf(root, path);
  const size = file === undefined ? undefined : sizeOf(file);
  if (file === undefined || size === undefined) return false;
  // Names under assets/ carry a hash of their content; the page that names them does not.
  const hashed = path.startsWith('/assets/');
  response.writeHead(200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'content-length': size,
    'cache-control': hashed ? 'private, max-age=31536000, immutable' : 'no-cache',
  });
  if (body) createReadStream(file).pipe(response);
  else response.end();
  return true;
}

/** @returns the file, never outside the root */
function fileOf(root: string, path: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0')) return undefined;
  const file = resolve(root, `.${decoded === '/' ? '/index.html' : decoded}`);
  return file.startsWith(join(root, sep)) ? file : undefined;
}

function sizeOf(file: string): number | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() ? stats.size : undefined;
}
