import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '../..');

/** Where the data worker is bundled to, as the app ships it: a source tree takes longer to load. */
export const workerFolder = join(root, 'node_modules/.cache/bench-worker');
export const workerFile = pathToFileURL(join(workerFolder, 'worker.js'));
