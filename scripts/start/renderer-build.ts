import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runStep } from '../steps.ts';

const sources = ['src/**/*', 'core/**/*.ts', 'index.html', 'vite.config.ts', 'package-lock.json'];

/**
 * Builds the renderer when it is missing or older than what it is made from.
 * @returns whether there is a renderer to show
 */
export async function ensureRenderer(say: (line: string) => void): Promise<boolean> {
  const builtAt = modifiedAt(join(ROOT, 'dist/renderer/index.html'));
  const changedAt = Math.max(...globSync(sources, { cwd: ROOT }).map((path) => modifiedAt(join(ROOT, path))));
  if (builtAt > changedAt) return true;
  say('Building the screens …');
  const { passed, output } = await runStep('build');
  if (!passed) say(output.trimEnd());
  return passed;
}

/** @returns epoch milliseconds; 0 for a file that is not there */
function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
