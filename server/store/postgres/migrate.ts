import { Client } from 'pg';
import { pendingMigrations, readMigrations, type AppliedMigration, type Migration } from '../migration-files.ts';
import { StoreError, type StoreLog } from '../store-error.ts';
import { storeErrorFrom } from './postgres-errors.ts';
import { ensureRoles, grantTables } from './roles.ts';
import { setUpSearch } from './search-setup.ts';

/** Names the lock under which one server process at a time migrates; any number that nothing else in the database uses. */
const advisoryLock = 7_391_442_019;

/**
 * Brings a database to the newest schema: roles, tables, grants, search. Two processes that start together run it one after the
 * other. Each migration is one transaction; what has been done is not done again.
 * @param connectionString of the migration role, which must see past row-level security (roles.ts)
 * @throws StoreError MISCONFIGURED (also for a migration that fails), UNAVAILABLE
 */
export async function migratePostgres(
  connectionString: string,
  log: StoreLog,
  migrations: readonly Migration[] = readMigrations('postgres'),
): Promise<void> {
  const client = new Client({ connectionString, application_name: 'outpost migrations', statement_timeout: 0 });
  client.on('error', (err) => log.warn({ err }, 'the migration connection broke'));
  try {
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [advisoryLock]);
    await assertSeesEverything(client);
    await ensureRoles(client);
    await runMigrations(client, migrations);
    await grantTables(client);
    await setUpSearch(client, log);
  } catch (cause) {
    throw storeErrorFrom(cause);
  } finally {
    await client.end(); // and with it the lock
  }
}

/** Forced row-level security hides rows from a table's owner too, so that a backfill would silently change none. */
async function assertSeesEverything(client: Client): Promise<void> {
  if (await seesPastPolicies(client)) return;
  throw new StoreError('MISCONFIGURED', 'migrations need a role with BYPASSRLS (or a superuser)');
}

/** @returns whether the connection's role is not bound by row-level security: fit to migrate, unfit to serve */
export async function seesPastPolicies(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>(
    'select rolsuper or rolbypassrls as "free" from pg_roles where rolname = current_user',
  );
  return rows[0]?.free === true;
}

async function runMigrations(client: Client, migrations: readonly Migration[]): Promise<void> {
  await client.query(
    `create table if not exists "migrations" ("name" text primary key, "checksum" text not null, "appliedAt" timestamptz not null default now())`,
  );
  const { rows } = await client.query<AppliedMigration>('select "name", "checksum" from "migrations"');
  for (const { name, sql, checksum } of pendingMigrations(migrations, rows)) {
    await client.query('begin');
    try {
      await client.query(sql);
      await client.query('insert into "migrations" ("name", "checksum") values ($1, $2)', [name, checksum]);
      await client.query('commit');
    } catch (cause) {
      await client.query('rollback');
      throw new StoreError('MISCONFIGURED', `migration ${name} failed: ${String(cause)}`, { cause });
    }
  }
}
