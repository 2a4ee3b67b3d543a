import { statSync } from 'node:fs';
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

/** A file of the built renderer. */
export type RendererFile = {
  readonly path: string;
  readonly size: number;
  /** Content type. */
  readonly type: string;
  /** Names under assets/ carry a hash of their content, so they never change; the page that names them does. */
  readonly immutable: boolean;
};

/**
 * Finds what a URL names. Whatever could lead out of the folder is refused, on every platform: dot segments, backslashes and
 * drive letters, encoded or not.
 * @param root folder of the built renderer
 * @param pathname of the URL, still encoded
 * @returns undefined when there is no such file
 */
export function findRendererFile(root: string, pathname: string): RendererFile | undefined {
  const name = decoded(pathname);
  if (name === undefined || /[\0\\:]/.test(name) || !name.startsWith('/')) return undefined;
  if (name.split('/').some((segment) => segment === '..' || segment === '.')) return undefined;
  const path = resolve(root, `.${name === '/' ? '/index.html' : name}`);
  if (!path.startsWith(join(resolve(root), sep))) return undefined;
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile()) return undefined;
  const type = types[extname(path)] ?? 'application/octet-stream';
  return { path, size: stats.size, type, immutable: name.startsWith('/assets/') };
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    // Not UTF-8: there is no such file.
    return undefined;
  }
}
