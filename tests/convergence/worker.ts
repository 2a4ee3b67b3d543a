// A worker of tests/convergence/run.ts: lives the histories of the numbers it is given.
import { runNumbered } from '../support/simulation/numbered.ts';
import type { Batch, Report } from './batches.ts';

process.on('message', ({ from, count }: Batch) => {
  const failures = Array.from({ length: count }, (_, i) => runNumbered(from + i)).filter(
    (failure) => failure !== undefined,
  );
  const report: Report = { from, count, failures };
  process.send!(report);
});
process.on('disconnect', () => process.exit(0));
// Ctrl-C in a terminal reaches the whole group; the parent says when to end.
process.on('SIGINT', () => undefined);
