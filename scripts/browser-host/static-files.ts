import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { findRendererFile } from '../../electron/shell/renderer-files.ts';

/**
 * Serves one file of the built renderer.
 * @param root folder of the renderer
 * @param path of the request's URL, still encoded
 * @param body false for a HEAD request
 * @returns false when there is no such file; nothing was then sent
 */
export function sendFile(response: ServerResponse, root: string, path: string, body: boolean): boolean {
  const file = findRendererFile(root, path);
  if (file === undefined) return false;
  response.writeHead(200, {
    'content-type': file.type,
    'content-length': file.size,
    'cache-control': file.immutable ? 'private, max-age=31536000, immutable' : 'no-cache',
  });
  if (body) createReadStream(file.path).pipe(response);
  else response.end();
  return true;
}
