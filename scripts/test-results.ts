import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './steps.ts';

const FOLDER = join(ROOT, 'test-results');

/** How many tests a run had, by outcome. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Forgets the results of earlier runs, so that none of them is counted again. */
export function clearResults(): void {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
}

/** The arguments that make vitest keep its results for `readCounts` besides printing them. */
export function resultsArgs(project: string): string[] {
  const printed = ['--reporter=default', '--reporter=./tests/support/row-coverage.ts'];
  return [...printed, '--reporter=json', `--outputFile.json=${join(FOLDER, `${project}.json`)}`];
}

/**
 * What a project's run counted.
 * @returns undefined when it left no results: it did not start, or died
 */
export function readCounts(project: string): TestCounts | undefined {
  let text: string;
  try {
    text = readFileSync(join(FOLDER, `${project}.json`), 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
  const found = JSON.parse(text) as Record<string, number | undefined>;
  return {
    passed: found['numPassedTests'] ?? 0,
    failed: found['numFailedTests'] ?? 0,
    skipped: (found['numPendingTests'] ?? 0) + (found['numTodoTests'] ?? 0),
  };
}
