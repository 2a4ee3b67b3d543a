import { Client } from 'pg';
import { operations, type CreateInput } from '../../operations.ts';
import type { OrganizationStore, OrganizationStores } from '../organization-store.ts';
import type { OperationTable } from '../run-operation.ts';
import { silentLog, StoreError, type StoreLog } from '../store-error.ts';
import { CommitNotices } from './commit-notices.ts';
import { PostgresDatabase } from './database.ts';
import { migratePostgres, seesPastPolicies } from './migrate.ts';
import { PostgresOrganizationStore } from './organization-store.ts';
import { storeErrorFrom } from './postgres-errors.ts';
import { appRole } from './roles.ts';

export type PostgresStoresOptions = {
  /**
   * Of the role that serves, outpost_app. Without a migration string it may be that of the migration role instead: connections
   * then take on the role outpost_app as soon as they are made.
   */
  readonly connectionString: string;
  /** Of the role that owns the tables and migrates them when the server starts (roles.ts). */
  readonly migrationConnectionString?: string | undefined;
  readonly log?: StoreLog;
  /** Connections of this process for operations; one more listens. */
  readonly maxConnections?: number;
  readonly operations?: OperationTable;
};

/** Every organization of one PostgreSQL database, kept apart by row-level security. Several server processes may share it. */
export class PostgresOrganizationStores implements OrganizationStores {
  readonly #database: PostgresDatabase;
  readonly #operations: OperationTable;
  readonly #log: StoreLog;
  readonly #stores = new Map<string, PostgresOrganizationStore>();
  #notices: CommitNotices | undefined;
  #closing: Promise<void> | undefined;

  private constructor(database: PostgresDatabase, options: PostgresStoresOptions) {
    this.#database = database;
    this.#operations = options.operations ?? operations;
    this.#log = options.log ?? silentLog;
  }

  /**
   * Migrates the database, if it was told how to, and connects to it.
   * @throws StoreError MISCONFIGURED, UNAVAILABLE
   */
  static async connect(options: PostgresStoresOptions): Promise<PostgresOrganizationStores> {
    const { log = silentLog, maxConnections } = options;
    const connectionString = await prepared(options, log);
    const database = await PostgresDatabase.connect(connectionString, log, { maxConnections });
    const stores = new PostgresOrganizationStores(database, options);
    try {
      await stores.#listen(connectionString);
      return stores;
    } catch (cause) {
      await database.close();
      throw storeErrorFrom(cause);
    }
  }

  async open(organizationId: string): Promise<OrganizationStore> {
    const open = this.#stores.get(organizationId);
    if (open && !open.isClosed) return open;
    if (!(await this.has(organizationId))) {
      throw new StoreError('NOT_FOUND', `there is no organization ${organizationId}`);
    }
    return this.#store(organizationId);
  }

  async create(organizationId: string, first: CreateInput): Promise<void> {
    if (await this.has(organizationId)) {
      throw new StoreError('ALREADY_EXISTS', `the organization ${organizationId} exists`);
    }
    // Not kept: the organization exists only once this has succeeded.
    const store = new PostgresOrganizationStore(organizationId, this.#database, this.#operations, this.#log);
    await store.execute('organization.create', first);
  }

  async has(organizationId: string): Promise<boolean> {
    const { result } = await this.#database.transaction(organizationId, 'read', (transaction) =>
      transaction.read({ kind: 'get', table: 'clock', id: 'clock' }),
    );
    return result.length > 0;
  }

  closeAll(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#notices?.close();
    await Promise.all([...this.#stores.values()].map((store) => store.close()));
    await this.#database.close();
  }

  #store(organizationId: string): PostgresOrganizationStore {
    let store = this.#stores.get(organizationId);
    if (!store || store.isClosed) {
      store = new PostgresOrganizationStore(organizationId, this.#database, this.#operations, this.#log);
      this.#stores.set(organizationId, store);
    }
    return store;
  }

  async #listen(connectionString: string): Promise<void> {
    const listener = {
      committed: (organizationId: string, version: number) => this.#stores.get(organizationId)?.announce(version),
      accessEnded: (organizationId: string) => this.#stores.get(organizationId)?.tellAccessEnded(),
      reconnected: () => {
        for (const store of this.#stores.values()) {
          store.tellAccessEnded();
          store.announceCurrent().catch((err: unknown) => this.#log.warn({ err }, 'a version could not be read'));
        }
      },
    };
    this.#notices = await CommitNotices.start(connectionString, listener, this.#log);
  }
}

/** @returns the connection string to serve with, once the database is as it should be */
async function prepared(options: PostgresStoresOptions, log: StoreLog): Promise<string> {
  const { connectionString, migrationConnectionString } = options;
  if (migrationConnectionString !== undefined) {
    await migratePostgres(migrationConnectionString, log);
    return connectionString;
  }
  if (!(await isMigrationRole(connectionString))) return connectionString;
  await migratePostgres(connectionString, log);
  const url = new URL(connectionString);
  url.searchParams.set('options', `${url.searchParams.get('options') ?? ''} -c role=${appRole}`.trim());
  return url.href;
}

async function isMigrationRole(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString });
  try {
    await client.connect();
    return await seesPastPolicies(client);
  } catch (cause) {
    throw storeErrorFrom(cause);
  } finally {
    await client.end().catch(() => {}); // it may never have been connected
  }
}
