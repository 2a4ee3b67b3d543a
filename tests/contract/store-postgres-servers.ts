import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Row } from '../../core/kernel/rows.ts';
import type { OrganizationStore } from '../../server/store/organization-store.ts';
import { migratePostgres } from '../../server/store/postgres/migrate.ts';
import { PostgresOrganizationStores } from '../../server/store/postgres/organization-stores.ts';
import { silentLog } from '../../server/store/store-error.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres-database.ts';
import { operations } from './store-operations.ts';

/** What `create` takes for an organization without rows. */
export const first = { rows: [], now: 0, stamp: 'first' };

/** Server processes on one migrated database, as far as stores can tell; closed after each test. */
export class TestServers {
  readonly #open: PostgresOrganizationStores[] = [];
  #database: TestDatabase | undefined;

  /** Call inside a `describe`. */
  constructor() {
    beforeAll(async () => {
      this.#database = await createTestDatabase();
      await migratePostgres(this.#database.ownerUrl, silentLog);
    });
    afterEach(async () => {
      for (const stores of this.#open.splice(0)) await stores.closeAll();
    });
    afterAll(() => this.#database?.drop());
  }

  get database(): TestDatabase {
    return this.#database!;
  }

  /** Starts one more process. */
  async start(connectionString = this.database.appUrl): Promise<PostgresOrganizationStores> {
    const stores = await PostgresOrganizationStores.connect({ connectionString, operations });
    this.#open.push(stores);
    return stores;
  }
}

/** Makes an organization and opens it. */
export async function created(stores: PostgresOrganizationStores, id: string): Promise<OrganizationStore> {
  await stores.create(id, first);
  return stores.open(id);
}

export function member(id: string): Row {
  return { id, leadId: 'l1', userId: 'u1', role: 'helper', createdAt: 1 };
}

/** A step that writes a row. */
export const put = (table: string, row: Row) => ({ kind: 'write', changes: [{ op: 'put', table, row }] }) as const;
