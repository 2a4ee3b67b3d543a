import { serverTables } from '../../../core/schema/tables.ts';
import type { Client } from 'pg';
import { StoreError } from '../store-error.ts';

/**
 * The roles of a server's database:
 *
 * - the **migration role** owns the tables. It has BYPASSRLS (or is a superuser), because forced row-level security would hide
 *   rows from its backfills. It is used while a server starts, and never to serve.
 * - **outpost_app** serves. It owns no organization's table, has no BYPASSRLS and sees only rows of the organization that the
 *   transaction has set as `app.org_id`; without one every statement fails. It owns the schema `directory` (sign-in).
 * - **outpost_search** cannot log in. It has BYPASSRLS, may only read the two tables that are searched, and owns the one
 *   function that filters the organization itself.
 *
 * Where the migration role is no superuser, an administrator makes the others beforehand:
 *
 *     create role outpost_app login password '…';
 *     create role outpost_search nologin bypassrls;
 *     grant outpost_search to <migration role>;
 */
export const appRole = 'outpost_app';
export const searchRole = 'outpost_search';

/** Tables that are only added to, for the application role too. */
const appendOnly = Object.values(serverTables)
  .filter((table) => table.appendOnly)
  .map(({ name }) => `"${name}"`)
  .join(', ');

/** Schema in which sign-in keeps its tables; see server/auth. */
const directorySchema = 'directory';

/** @throws StoreError MISCONFIGURED when a role is missing and may not be made */
export async function ensureRoles(client: Client): Promise<void> {
  await ensureRole(client, appRole, 'login nobypassrls');
  await ensureRole(client, searchRole, 'nologin bypassrls');
}

/** Lets the application role read and write every table, and nothing else. Repeated after each start: migrations add tables. */
export async function grantTables(client: Client): Promise<void> {
  await client.query(`
    grant usage on schema public to ${appRole}, ${searchRole};
    grant select, insert, update, delete on all tables in schema public to ${appRole};
    revoke insert, update, delete on "migrations" from ${appRole};
    revoke update, delete on ${appendOnly} from ${appRole};
    create schema if not exists ${directorySchema};
    grant usage, create on schema ${directorySchema} to ${appRole};
  `);
}

async function ensureRole(client: Client, name: string, attributes: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [name]);
  if (rowCount) return;
  try {
    await client.query(`create role ${name} ${attributes}`);
  } catch (cause) {
    const state = (cause as { code?: string }).code;
    // Roles belong to the whole cluster: a server on another database of it may have been quicker.
    if (state === '42710' || state === '23505') return;
    if (state === '42501') {
      throw new StoreError('MISCONFIGURED', `an administrator has to run: create role ${name} ${attributes}`, {
        cause,
      });
    }
    throw cause;
  }
}
