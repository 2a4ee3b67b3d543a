import { bundle } from '../../scripts/build-electron.ts';
import { workerFolder } from './worker-file.ts';

/** Bundles the data worker as for the app, with the ear for the bench. */
export async function bundleDataWorker(): Promise<void> {
  await bundle({ entry: 'tests/bench/gc-worker.ts', fileName: 'worker.js', format: 'es' }, workerFolder);
}
