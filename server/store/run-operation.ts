import type { Read } from '../../core/kernel/reads.ts';
import type { SqlDialect } from '../../core/kernel/read-sql.ts';
import type { Row, StoreChange } from '../../core/kernel/rows.ts';
import type { Statement } from '../../core/queries/define-query.ts';
import type { OperationProgram, OperationStep } from '../operations.ts';

/** An operation whose input type has been forgotten: what a store that is told a name and an input holds. */
export type AnyOperation = {
  readonly writes: boolean;
  readonly endsAccess?: boolean;
  readonly run: (input: never, dialect: SqlDialect) => OperationProgram<unknown>;
};

/** Operations by name. */
export type OperationTable = Readonly<Record<string, AnyOperation>>;

/** @throws Error when there is no such operation */
export function operationNamed(operations: OperationTable, name: string): AnyOperation {
  if (!Object.hasOwn(operations, name)) throw new Error(`no operation ${name}`);
  return operations[name]!;
}

/** One open transaction of a store that answers at once, for whole operations. */
export interface SyncOperationTransaction {
  read(read: Read): readonly Row[];
  write(changes: readonly StoreChange[]): void;
  query(statement: Statement): readonly unknown[];
}

/** One open transaction of a store that answers later, for whole operations. */
export interface AsyncOperationTransaction {
  read(read: Read): Promise<readonly Row[]>;
  write(changes: readonly StoreChange[]): Promise<void>;
  query(statement: Statement): Promise<readonly unknown[]>;
}

/**
 * Drives an operation inside an open transaction.
 * @throws whatever the operation or the store throws; the caller's transaction then rolls back
 */
export function runOperationSync(program: OperationProgram<unknown>, transaction: SyncOperationTransaction): unknown {
  let step = program.next();
  while (!step.done) {
    const op = step.value;
    if (isStatement(op)) {
      step = program.next(transaction.query(op));
    } else if (op.kind === 'write') {
      transaction.write(op.changes);
      step = program.next([]);
    } else {
      step = program.next(transaction.read(op));
    }
  }
  return step.value;
}

/** Drives the very same operations on a store that answers later. */
export async function runOperationAsync(
  program: OperationProgram<unknown>,
  transaction: AsyncOperationTransaction,
): Promise<unknown> {
  let step = program.next();
  while (!step.done) {
    const op = step.value;
    if (isStatement(op)) {
      step = program.next(await transaction.query(op));
    } else if (op.kind === 'write') {
      await transaction.write(op.changes);
      step = program.next([]);
    } else {
      step = program.next(await transaction.read(op));
    }
  }
  return step.value;
}

function isStatement(op: OperationStep): op is Statement {
  return 'sql' in op || op.kind === 'text-search';
}
