// The long mode: `npm run test:convergence -- --runs 1000000`. Lives numbered histories in several processes, goes on where it was
// interrupted, and writes every history that breaks an invariant to a file, shortened. `--from N` begins at another number (in a
// folder of its own), `--seed N` lives one and tells it.
import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { live } from '../support/simulation/live.ts';
import { numbered, type Failure } from '../support/simulation/numbered.ts';
import { everyone } from '../support/simulation/world.ts';
import { Batches, type Batch, type Report } from './batches.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    workers: { type: 'string', default: String(availableParallelism()) },
    /** The number of the first history. */
    from: { type: 'string', default: '0' },
    seed: { type: 'string' },
    folder: { type: 'string', default: 'test-results/convergence' },
    again: { type: 'boolean', default: false },
  },
});

/** A worker makes room for a new one after so many batches, whatever memory it has come to hold. */
const batchesPerWorker = 50;
const tellEveryMs = 10_000;

if (values.seed === undefined)
  await runAll(Number(values.from), Number(values.runs), Number(values.workers), values.folder);
else replay(Number(values.seed));

/** Lives one history and prints what happened. */
function replay(seed: number): void {
  const history = numbered(seed);
  try {
    const world = live(seed, history, 'memory', everyone);
    console.log([...world.trace, `history ${seed} holds every invariant: ${world.fingerprint()}`].join('\n'));
  } catch (cause) {
    console.log(history.map((action) => JSON.stringify(action)).join('\n'));
    console.error(cause);
    process.exitCode = 1;
  }
}

async function runAll(first: number, runs: number, workers: number, folder: string): Promise<void> {
  if (values.again) rmSync(folder, { recursive: true, force: true });
  const batches = new Batches(join(folder, 'progress.json'), first);
  const before = batches.lived;
  const startedAt = Date.now();
  let stopping = false;
  process.on('SIGINT', () => {
    stopping = true;
  });
  const next = (): Batch | undefined => (stopping ? undefined : batches.take(first + runs));
  const tell = (): void => {
    const perSecond = ((batches.lived - before) / (Date.now() - startedAt)) * 1000;
    console.log(
      `${batches.lived} of ${runs} histories, ${perSecond.toFixed(1)} a second, ${batches.failed.length} failed`,
    );
  };
  const timer = setInterval(tell, tellEveryMs);
  const finish = (report: Report): void => {
    batches.finish(report);
    for (const failure of report.failures) keep(folder, failure);
  };
  await Promise.all(Array.from({ length: workers }, () => work(next, finish)));
  clearInterval(timer);
  tell();
  if (batches.failed.length > 0) {
    console.log(`Failed: ${batches.failed.join(', ')}. See ${folder}.`);
    process.exitCode = 1;
  } else if (stopping) process.exitCode = 130;
}

/** Keeps one worker busy until there is nothing left. */
async function work(next: () => Batch | undefined, finish: (report: Report) => void): Promise<void> {
  for (let batch = next(); batch;) {
    const child = fork(join(import.meta.dirname, 'worker.ts'), { execArgv: ['--max-semi-space-size=64'] });
    try {
      for (let i = 0; batch && i < batchesPerWorker; i++) {
        finish(await answerTo(child, batch));
        batch = next();
      }
    } finally {
      child.disconnect();
    }
  }
}

function answerTo(child: ChildProcess, batch: Batch): Promise<Report> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null): void =>
      reject(new Error(`a worker ended with ${code} in ${JSON.stringify(batch)}`));
    child.once('exit', gone);
    child.once('message', (report: Report) => {
      child.off('exit', gone);
      resolve(report);
    });
    child.send(batch);
  });
}

function keep(folder: string, failure: Failure): void {
  mkdirSync(folder, { recursive: true });
  const actions = failure.history.map((action) => `    ${JSON.stringify(action)}`).join(',\n');
  const text = `{\n  "seed": ${failure.seed},\n  "message": ${JSON.stringify(failure.message)},\n  "history": [\n${actions}\n  ]\n}\n`;
  writeFileSync(join(folder, `seed-${failure.seed}.json`), text);
  console.log(`history ${failure.seed}: ${failure.message.split('\n')[0]}`);
}
