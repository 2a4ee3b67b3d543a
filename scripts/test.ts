import { printStep, runStep } from './steps.ts';
import { clearResults, readCounts, resultsArgs } from './test-results.ts';

// Everything: the checks, the renderer's build, the suites, and the end-to-end tests on that build.

const VITEST_PROJECTS = ['unit', 'suites', 'e2e'];

clearResults();

const verify = await runStep('verify', { live: true });
const build = await runStep('build');
printStep(build);
const suites = await runStep('suites', { args: resultsArgs('suites'), live: true });
printStep(suites);
// Without a renderer there is nothing to test end to end.
const e2e = build.passed ? await runStep('e2e', { args: resultsArgs('e2e'), live: true }) : undefined;
if (e2e) printStep(e2e);
else console.log('FAILED e2e: the renderer did not build');

const counts = VITEST_PROJECTS.map(readCounts).filter((found) => found !== undefined);
const sum = (key: 'passed' | 'failed' | 'skipped') => counts.reduce((total, found) => total + found[key], 0);

const broken = [verify, build, suites, e2e].some((step) => !step?.passed);
if (broken) {
  console.log('npm test failed: see above.');
  process.exitCode = 1;
}
// What failed without a failing test (a check, a build, a run that died) still counts as a failure.
const failed = sum('failed') || (broken ? 1 : 0);
console.log(`${sum('passed')} passed, ${failed} failed, ${sum('skipped')} skipped`);
