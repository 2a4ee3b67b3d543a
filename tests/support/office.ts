import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { idOf, seedRows } from '../../core/domain/testing/seed.ts';
import { derivedUuid } from '../../core/kernel/ids.ts';
import { MemoryStore } from '../../core/kernel/memory-store.ts';
import type { Program } from '../../core/kernel/reads.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { runSync } from '../../core/kernel/run-sync.ts';
import { serverSpecs } from '../../core/schema/tables.ts';
import { operations, type OperationInput, type OperationName, type OperationResult } from '../../server/operations.ts';
import type { OrganizationStores } from '../../server/store/organization-store.ts';
import { PostgresOrganizationStores } from '../../server/store/postgres/organization-stores.ts';
import { SqliteOrganizationStores } from '../../server/store/sqlite/organization-stores.ts';
import { OfficeDevice, type OfficeAround, type OfficeDisk, type OfficeHome } from './office-device.ts';
import { createTestDatabase, hasPostgres } from './postgres-database.ts';

/** When an office's clock starts: 15 January 2026, 10:00 UTC. */
export const officeStartMs = Date.UTC(2026, 0, 15, 10);

/** Rows that an office begins with, beside its people and settings. */
export type FirstRows = readonly { readonly table: string; readonly row: Row }[];

const first = (more: FirstRows): OperationInput<'organization.create'> => ({
  rows: [...seedRows(officeStartMs), ...more],
  now: officeStartMs,
  stamp: 'first',
});

/** The homes of a server that a suite runs over; PostgreSQL only where there is one (always in CI). */
export const officeHomes: readonly {
  readonly name: string;
  readonly open: (rows?: FirstRows) => Promise<OfficeHome>;
}[] = [
  { name: 'memory', open: (rows) => Promise.resolve(memoryHome(rows)) },
  { name: 'SQLite', open: sqliteHome },
  ...(hasPostgres ? [{ name: 'PostgreSQL', open: postgresHome }] : []),
];

/** A server in this process's memory. */
export function memoryHome(rows: FirstRows = []): OfficeHome {
  const store = new MemoryStore(serverSpecs);
  const run = <N extends OperationName>(name: N, input: OperationInput<N>): OperationResult<N> =>
    store.transaction((transaction) =>
      runSync(operations[name].run(input as never, 'sqlite') as Program<OperationResult<N>>, transaction),
    );
  run('organization.create', first(rows));
  return { execute: (name, input) => Promise.resolve(run(name, input)), close: () => Promise.resolve() };
}

async function homeIn(
  stores: OrganizationStores,
  rows: FirstRows,
  remove: () => Promise<void> | void,
): Promise<OfficeHome> {
  await stores.create('acme', first(rows));
  const store = await stores.open('acme');
  return {
    execute: (name, input) => store.execute(name, input),
    close: async () => {
      await stores.closeAll();
      await remove();
    },
  };
}

function sqliteHome(rows: FirstRows = []): Promise<OfficeHome> {
  const folder = mkdtempSync(join(tmpdir(), 'outpost-office-'));
  return homeIn(new SqliteOrganizationStores({ folder }), rows, () => rmSync(folder, { recursive: true }));
}

async function postgresHome(rows: FirstRows = []): Promise<OfficeHome> {
  const database = await createTestDatabase();
  const { appUrl: connectionString, ownerUrl: migrationConnectionString } = database;
  const stores = await PostgresOrganizationStores.connect({ connectionString, migrationConnectionString });
  return homeIn(stores, rows, () => database.drop());
}

/**
 * The people of `seedRows` with their devices around a real server home. Nothing happens by itself: a device works offline until
 * a test lets it sync, so that a test decides who meets whom.
 */
export class Office implements OfficeAround {
  now = officeStartMs;
  readonly home: OfficeHome;
  readonly #devices: OfficeDevice[] = [];
  #count = 0;

  constructor(home: OfficeHome) {
    this.home = home;
  }

  /** A new device of a person (`rita`), after its first sync. @param disk by default a store in memory */
  async device(name: string, disk?: OfficeDisk): Promise<OfficeDevice> {
    const device = new OfficeDevice(this, idOf(name), ++this.#count, disk);
    this.#devices.push(device);
    await device.sync();
    return device;
  }

  /** Time passes for everyone. @param ms milliseconds */
  pass(ms: number): void {
    this.now += ms;
  }

  /** Someone changes something by another door than sync. @throws Error when it is refused */
  async rest(name: string, mutator: string, args: unknown): Promise<void> {
    const requestId = derivedUuid('office', String(++this.#count));
    const input = { userId: idOf(name), origin: 'rest', name: mutator, args, requestId, now: this.now } as const;
    const result = await this.home.execute('mutate', { ...input, stamp: requestId });
    if (result.kind === 'rejected') throw new Error(`${mutator} was refused: ${JSON.stringify(result.error)}`);
    this.now += 1;
  }

  async close(): Promise<void> {
    for (const device of this.#devices) device.stop();
    await this.home.close();
  }
}
