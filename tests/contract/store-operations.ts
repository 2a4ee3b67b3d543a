/** Operations with which the store suites reach every store; a worker loads this module in the place of the server's own. */
import { DomainError } from '../../core/kernel/errors.ts';
import { write, type Program, type Read, type Write } from '../../core/kernel/reads.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { compilerFor, searchIds, type TextSearch } from '../../core/queries/define-query.ts';
import type { CreateInput, Operation, OperationProgram } from '../../server/operations.ts';
import type { OrganizationStore } from '../../server/store/organization-store.ts';
import { sortableNumber } from '../../core/kernel/sortable-number.ts';
import { advanceClock, currentCursor } from '../../server/sync/version.ts';

/** Reads and writes to do one after another; `fail`: then throw. */
export type StepsInput = { readonly steps: readonly (Read | Write)[]; readonly fail?: boolean };
/** One answer a read. */
export type StepsResult = readonly (readonly Row[])[];

/** The program behind `test.steps`. */
export function* runSteps({ steps, fail }: StepsInput): Program<StepsResult> {
  const answers: (readonly Row[])[] = [];
  for (const step of steps) {
    const rows = yield step;
    if (step.kind !== 'write') answers.push(rows);
  }
  if (fail) throw new Error('failed on purpose');
  return answers;
}

function* create({ rows, now, stamp }: CreateInput): Program<{ version: number }> {
  yield* write(rows.map(({ table, row }) => ({ op: 'insert', table, row: { ...row, version: 1 } })));
  yield* advanceClock(1, stamp, now);
  return { version: 1 };
}

/** Takes the next version and stamps a row with it. */
function* stamp({ label }: { readonly label: string }): Program<number> {
  const version = (yield* currentCursor()).version + 1;
  yield* write([{ op: 'put', table: 'ledger', row: ledgerRow(sortableNumber(version), version, label) }]);
  yield* advanceClock(version, label, 0);
  return version;
}

function ledgerRow(id: string, seq: number, clientId: string): Row {
  return { id, clientId, seq, hash: '', outcome: '{}', at: 0 };
}

/** Many mutations in one program, each of which reads a row, writes it and adds another. */
function* mutateMany({ count, prefetch }: { readonly count: number; readonly prefetch: boolean }): Program<number> {
  const version = (yield* currentCursor()).version + 1;
  const ids = Array.from({ length: count }, (_, i) => `client-${sortableNumber(i)}`);
  if (prefetch) yield { kind: 'getMany', table: 'clients', ids };
  for (const [i, id] of ids.entries()) {
    const before = (yield { kind: 'get', table: 'clients', id })[0];
    const row = { id, userId: 'u', lastSeq: Number(before?.['lastSeq'] ?? 0) + 1, lastSeenAt: version, revoked: 0 };
    yield* write([{ op: 'put', table: 'clients', row }]);
    yield* write([{ op: 'insert', table: 'ledger', row: ledgerRow(`${version}:${i}`, version, id) }]);
  }
  yield* advanceClock(version, 'many', 0);
  return version;
}

/** What the databases' own types of numbers and truth values arrive as. */
function* numbers(_input: object, dialect: 'sqlite' | 'postgres'): OperationProgram<readonly object[]> {
  return yield compilerFor(dialect)
    .selectFrom('leads')
    .select(({ fn, eb }) => [
      fn.count('id').as('count'),
      fn.sum('valueMinor').as('sum'),
      eb(fn.count('id'), '>', 0).as('flag'),
    ])
    .compile();
}

const define = <Input, Result>(writes: boolean, run: Operation<Input, Result>['run']): Operation<Input, Result> => ({
  writes,
  run,
});

export const operations = {
  'organization.create': define(true, create),
  'test.steps': define(true, runSteps),
  'test.read': define(false, runSteps),
  'test.stamp': define(true, stamp),
  'test.mutateMany': define(true, mutateMany),
  'test.search': define(false, (search: Omit<TextSearch, 'kind'>) => searchIds(search)),
  'test.numbers': define(false, numbers),
  // oxlint-disable-next-line require-yield
  'test.crash': define<object, never>(false, function* () {
    process.exit(7); // in a worker: ends the thread
  }),
  // oxlint-disable-next-line require-yield
  'test.domainError': define<object, never>(false, function* () {
    throw new DomainError('NOT_FOUND');
  }),
};

type TestOperations = typeof operations;
type InputOf<N extends keyof TestOperations> =
  TestOperations[N] extends Operation<infer Input, infer _> ? Input : never;
type ResultOf<N extends keyof TestOperations> =
  TestOperations[N] extends Operation<infer _, infer Result> ? Result : never;

/** Calls an operation of this module; stores are typed by the server's own. */
export function call<N extends keyof TestOperations>(
  store: OrganizationStore,
  name: N,
  input: InputOf<N>,
): Promise<ResultOf<N>> {
  return store.execute(name as never, input as never) as Promise<ResultOf<N>>;
}

/** Where a worker finds this module. */
export const operationsUrl = import.meta.url;
