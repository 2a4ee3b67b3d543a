import type { Program, Read, Write } from './reads.ts';
import type { AsyncTransaction } from './store.ts';

/**
 * Drives the very same programs as `runSync` on a store that answers later.
 * @returns what the program returns
 * @throws whatever the program or the store throws; the caller's transaction then rolls back
 */
export async function runAsync<Result>(
  program: Program<Result, Read | Write>,
  transaction: AsyncTransaction,
): Promise<Result> {
  let step = program.next();
  while (!step.done) {
    const op = step.value;
    if (op.kind === 'write') {
      await transaction.write(op.changes);
      step = program.next([]);
    } else {
      step = program.next(await transaction.read(op));
    }
  }
  return step.value;
}
