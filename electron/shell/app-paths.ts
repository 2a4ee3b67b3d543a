import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where the parts of the application are. */
export type AppPaths = {
  /** Folder of the built renderer. */
  readonly renderer: string;
  readonly preload: string;
  readonly worker: URL;
  /** The folder `migrations/`. */
  readonly migrations: string;
};

/**
 * @param root app.getAppPath(): the repository, or app.asar in a package. What the worker thread reads lies beside the archive
 *   (`asarUnpack` in electron-builder.yml): a thread's entry must be a real file.
 */
export function appPaths(root: string): AppPaths {
  const unpacked = root.endsWith('app.asar') ? `${root}.unpacked` : root;
  return {
    renderer: join(root, 'dist/renderer'),
    preload: join(root, 'dist/electron/preload.cjs'),
    worker: pathToFileURL(join(unpacked, 'dist/electron/worker.js')),
    migrations: join(unpacked, 'migrations'),
  };
}
