import { join } from 'node:path';
import { type InlineConfig, build } from 'vite';
import { ROOT } from './steps.ts';

// Bundles Electron's main process, its preload script and the data worker: `node scripts/build-electron.ts`.

/** What is found at run time: the runtime itself, and the one package with a native part. */
const external = ['electron', 'better-sqlite3'];

export type Part = { readonly entry: string; readonly fileName: string; readonly format: 'es' | 'cjs' };

/** A sandboxed preload script is a single CommonJS file; the others are modules. */
const parts: readonly Part[] = [
  { entry: 'electron/main.ts', fileName: 'main.js', format: 'es' },
  { entry: 'electron/data/worker.ts', fileName: 'worker.js', format: 'es' },
  { entry: 'electron/preload.ts', fileName: 'preload.cjs', format: 'cjs' },
];

/**
 * Builds into a folder; what else is in it stays.
 * @param outDir e.g. dist/electron
 * @throws when something cannot be built
 */
export async function buildElectron(outDir: string): Promise<void> {
  for (const part of parts) await bundle(part, outDir);
}

/** Bundles one part. @throws when it cannot be built */
export async function bundle(part: Part, outDir: string): Promise<void> {
  await build(configOf(part, outDir));
}

function configOf({ entry, fileName, format }: Part, outDir: string): InlineConfig {
  return {
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, external },
    build: {
      ssr: join(ROOT, entry),
      outDir,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      sourcemap: true,
      rolldownOptions: { external, output: { format, entryFileNames: fileName, codeSplitting: false } },
    },
  };
}

if (import.meta.main) await buildElectron(join(ROOT, 'dist/electron'));
