import type { OrganizationStores } from './organization-store.ts';
import { PostgresOrganizationStores } from './postgres/organization-stores.ts';
import { SqliteOrganizationStores } from './sqlite/organization-stores.ts';
import type { StoreLog } from './store-error.ts';

export type StoresConfig = {
  /** Absolute path of the data folder, for the embedded store. */
  readonly dataFolder: string;
  /** Connection string of PostgreSQL; undefined for the embedded store. */
  readonly databaseUrl: string | undefined;
  /** Connection string of the role that migrates, where it is not the one that serves (server/store/postgres/roles.ts). */
  readonly migrationDatabaseUrl?: string | undefined;
};

/**
 * Opens the stores that the configuration asks for, migrated.
 * @throws StoreError IN_USE, MISCONFIGURED, UNAVAILABLE
 */
export async function openStores(config: StoresConfig, log: StoreLog): Promise<OrganizationStores> {
  const { dataFolder, databaseUrl, migrationDatabaseUrl } = config;
  if (databaseUrl === undefined) return new SqliteOrganizationStores({ folder: dataFolder, log });
  return PostgresOrganizationStores.connect({
    connectionString: databaseUrl,
    migrationConnectionString: migrationDatabaseUrl,
    log,
  });
}
