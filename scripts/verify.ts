import { type StepOptions, type StepResult, printStep, runStep } from './steps.ts';
import { resultsArgs } from './test-results.ts';

// Runs every check that needs no server and no browser, two at a time, and shows all that failed.

const AT_ONCE = 2;

// The longest first, so that it does not end alone.
const STEPS: [name: string, options?: StepOptions][] = [
  ['unit', { args: resultsArgs('unit') }],
  ['types'],
  ['lint'],
  ['deps'],
  ['knip'],
  ['format:check'],
];

const waiting = [...STEPS];
const results: StepResult[] = [];

async function work(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const result = await runStep(...next);
    results.push(result);
    printStep(result);
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, work));

const failed = results.filter((result) => !result.passed);
if (failed.length > 0) {
  console.log(`verify: ${failed.map((result) => result.name).join(', ')} failed`);
  process.exitCode = 1;
}
