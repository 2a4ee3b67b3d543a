import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MemoryStore } from '../../core/kernel/memory-store.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { runSync } from '../../core/kernel/run-sync.ts';
import { SqliteTransaction, type SqliteStatement } from '../../core/kernel/sqlite-transaction.ts';
import { createTablesSql } from '../../core/schema/ddl.ts';
import { serverSpecs } from '../../core/schema/tables.ts';
import type { OrganizationStores } from '../../server/store/organization-store.ts';
import { PostgresOrganizationStores } from '../../server/store/postgres/organization-stores.ts';
import { SqliteOrganizationStores } from '../../server/store/sqlite/organization-stores.ts';
import { createTestDatabase, hasPostgres } from '../support/postgres-database.ts';
import { firstRows, readAll, stepsArbitrary } from './store-arbitraries.ts';
import { call, operations, operationsUrl, runSteps, type StepsInput, type StepsResult } from './store-operations.ts';

/** A store as this suite needs it: one empty organization after another. */
type ContractStore = {
  /** Makes the next calls work on an organization without rows. */
  reset(): Promise<void>;
  run(input: StepsInput): Promise<StepsResult>;
  close(): Promise<void>;
};

type Backend = { readonly name: string; readonly skip?: boolean; readonly open: () => Promise<ContractStore> };

const backends: readonly Backend[] = [
  { name: 'the kernel on SQLite', open: openKernelSqlite },
  { name: 'SQLite files with workers', open: openSqliteStores },
  { name: 'PostgreSQL', skip: !hasPostgres, open: openPostgresStores },
];

describe.each(backends)('$name', ({ skip, open }) => {
  describe.skipIf(skip)('keeps the contract', () => {
    let store: ContractStore;
    beforeAll(async () => void (store = await open()));
    afterAll(() => store?.close());

    test('answers as the memory store does, after any writes', async () => {
      const transactions = fc.array(fc.record({ steps: stepsArbitrary, fail: oneIn(6), keepImpossible: oneIn(6) }), {
        maxLength: 3,
        size: 'max',
      });
      await fc.assert(
        fc.asyncProperty(firstRows, transactions, async (first, history) => {
          await store.reset();
          const memory = new MemoryStore(serverSpecs);
          const whole = [{ ...none, steps: [first] }, ...history, { ...none, steps: readAll }];
          for (const { steps, fail, keepImpossible } of whole) {
            const input = { steps: keepImpossible ? steps : possibleSteps(memory, steps), fail };
            const expected = await outcome(async () => memory.transaction((tx) => runSync(runSteps(input), tx)), input);
            expect(await outcome(() => store.run(input), input)).toEqual(expected);
          }
        }),
        // More by hand: STORE_RUNS=20000 vitest run tests/contract/store.test.ts
        { numRuns: Number(process.env['STORE_RUNS'] ?? 150) },
      );
    });

    test('a transaction that throws leaves nothing', async () => {
      await store.reset();
      await store.run({
        steps: [{ kind: 'write', changes: [{ op: 'put', table: 'leadMembers', row: member('m1') }] }],
      });
      const changes = [
        { op: 'put', table: 'leadMembers', row: { ...member('m1'), role: 'changed' } },
        { op: 'insert', table: 'leadMembers', row: member('m2') },
        { op: 'delete', table: 'leadMembers', id: 'm1' },
      ] as const;
      await expect(store.run({ steps: [{ kind: 'write', changes }], fail: true })).rejects.toThrow('on purpose');
      const [, members] = await store.run({ steps: readAll });
      expect(members).toEqual([{ ...member('m1'), version: 0 }]);
    });

    test('a patch of a missing row and an insert of an existing one throw', async () => {
      await store.reset();
      const insert = { op: 'insert', table: 'leadMembers', row: member('m1') } as const;
      const patch = { op: 'patch', table: 'leadMembers', id: 'm2', set: { role: 'x' } } as const;
      await store.run({ steps: [{ kind: 'write', changes: [insert] }] });
      await expect(store.run({ steps: [{ kind: 'write', changes: [patch] }] })).rejects.toThrow('m2 does not exist');
      await expect(store.run({ steps: [{ kind: 'write', changes: [insert] }] })).rejects.toThrow(/exists|unique/i);
    });
  });
});

const none = { fail: false, keepImpossible: false };

const oneIn = (times: number) => fc.nat(times - 1).map((value) => value === 0);

/** Without the writes that must throw, which would end most transactions early. */
function possibleSteps(memory: MemoryStore, steps: StepsInput['steps']): StepsInput['steps'] {
  const before = memory.snapshot();
  const possible = steps.filter((step) => {
    if (step.kind !== 'write') return true;
    try {
      memory.transaction((tx) => tx.write(step.changes));
      return true;
    } catch {
      return false;
    }
  });
  memory.restore(before);
  return possible;
}

function member(id: string): Row {
  return { id, leadId: 'l1', userId: 'u1', role: 'helper', createdAt: 1 };
}

/** What a caller can tell of a transaction. Rows of `getMany` come in no particular order. */
async function outcome(run: () => Promise<StepsResult>, { steps }: StepsInput): Promise<unknown> {
  const reads = steps.filter((step) => step.kind !== 'write');
  try {
    const answers = await run();
    return answers.map((rows, i) =>
      reads[i]!.kind === 'getMany' ? rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)) : rows,
    );
  } catch {
    return 'failed';
  }
}

async function openKernelSqlite(): Promise<ContractStore> {
  let db = new Database(':memory:');
  const specs = new Map(serverSpecs.map((spec) => [spec.name, spec]));
  return {
    reset: async () => {
      db.close();
      db = new Database(':memory:');
      db.exec(createTablesSql('domain', 'sqlite'));
    },
    run: async (input) => {
      const transaction = new SqliteTransaction(specs, (sql) => db.prepare(sql) as SqliteStatement);
      return db.transaction(() => runSync(runSteps(input), transaction)).immediate();
    },
    close: async () => void db.close(),
  };
}

/** Each reset empties one organization: making one takes longer than a history. */
async function overOrganization(stores: OrganizationStores, close: () => Promise<void>): Promise<ContractStore> {
  await stores.create('contract', { rows: [], now: 0, stamp: 'first' });
  const store = await stores.open('contract');
  const run = (input: StepsInput) => call(store, 'test.steps', input);
  return {
    reset: async () => {
      const all = await run({ steps: readAll });
      const changes = all.flatMap((rows, i) =>
        rows.map(({ id }) => ({ op: 'delete', table: readAll[i]!.table, id }) as const),
      );
      await run({ steps: [{ kind: 'write', changes }] });
    },
    run,
    close,
  };
}

async function openSqliteStores(): Promise<ContractStore> {
  const folder = mkdtempSync(join(tmpdir(), 'outpost-store-'));
  const stores = new SqliteOrganizationStores({ folder, operationsUrl });
  return overOrganization(stores, async () => {
    await stores.closeAll();
    rmSync(folder, { recursive: true });
  });
}

async function openPostgresStores(): Promise<ContractStore> {
  const database = await createTestDatabase();
  const stores = await PostgresOrganizationStores.connect({
    connectionString: database.appUrl,
    migrationConnectionString: database.ownerUrl,
    operations,
  });
  return overOrganization(stores, async () => {
    await stores.closeAll();
    await database.drop();
  });
}
