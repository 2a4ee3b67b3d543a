import type { Pool } from 'pg';
import type { TableSpec } from '../../../core/kernel/store.ts';
import { StoreError } from '../store-error.ts';
import type { PostgresTable } from './transaction-rows.ts';

/**
 * Reads the types of every column from the database, and makes sure that it is fit to be used.
 * @throws StoreError MISCONFIGURED when the connection's role may see past row-level security, when a table lacks it, or when a
 * table or column is missing
 */
export async function readTables(pool: Pool, specs: readonly TableSpec[]): Promise<ReadonlyMap<string, PostgresTable>> {
  await assertBoundByPolicies(pool);
  const { rows } = await pool.query<{ table: string; column: string; type: string; forced: number }>(
    `select c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as "type", c.relforcerowsecurity as "forced"
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`,
  );
  const columnsByTable = Map.groupBy(rows, (row) => row.table);
  return new Map(
    specs.map((spec) => {
      const columns = columnsByTable.get(spec.name) ?? [];
      const types = new Map(columns.map(({ column, type }) => [column, type]));
      const missing = spec.columns.filter((column) => !types.has(column));
      if (missing.length > 0) {
        throw new StoreError('MISCONFIGURED', `table ${spec.name} lacks ${missing.join(', ')}: run the migrations`);
      }
      if (!columns.every(({ forced }) => forced)) {
        throw new StoreError('MISCONFIGURED', `table ${spec.name} has no forced row-level security`);
      }
      return [spec.name, { spec, types }];
    }),
  );
}

async function assertBoundByPolicies(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string; free: number }>(
    'select rolname as "name", rolsuper or rolbypassrls as "free" from pg_roles where rolname = current_user',
  );
  const role = rows[0];
  if (!role || role.free) {
    throw new StoreError(
      'MISCONFIGURED',
      `the role ${role?.name} sees past row-level security: connect as outpost_app, and migrate with another role`,
    );
  }
}
