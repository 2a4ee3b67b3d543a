import type { DeviceProgram } from './reads.ts';
import type { SyncTransaction } from './store.ts';

/**
 * Drives a program inside an open transaction of a synchronous store.
 * @returns what the program returns
 * @throws whatever the program or the store throws; the caller's transaction then rolls back
 */
export function runSync<Result>(program: DeviceProgram<Result>, transaction: SyncTransaction): Result {
  let step = program.next();
  while (!step.done) {
    const op = step.value;
    if (op.kind === 'write') {
      transaction.write(op.changes);
      step = program.next([]);
    } else if (op.kind === 'load') {
      transaction.load(op.block);
      step = program.next([]);
    } else {
      step = program.next(transaction.read(op));
    }
  }
  return step.value;
}
