import Database from 'better-sqlite3';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createTablesSql, type Home } from '../../core/schema/ddl.ts';
import { domainTables } from '../../core/schema/tables.ts';
import { readMigrations as readDeviceMigrations } from '../../electron/data/sqlite-migrations.ts';
import { createSearchSql } from '../../scripts/search-migration.ts';
import { readMigrations as readServerMigrations } from '../../server/store/migration-files.ts';
import { migratePostgres } from '../../server/store/postgres/migrate.ts';
import { silentLog } from '../../server/store/store-error.ts';
import { createTestDatabase, hasPostgres, type TestDatabase } from '../support/postgres-database.ts';

const folder = fileURLToPath(new URL('../../migrations/', import.meta.url));

/** What a database looks like, whatever the order in which its columns were added. */
function shapeOfSqlite(statements: readonly string[]): unknown {
  const db = new Database(':memory:');
  for (const sql of statements) db.exec(sql);
  const objects = db
    .prepare(`select type, name, tbl_name, sql from sqlite_schema where name not like 'sqlite_%' order by type, name`)
    .all() as { type: string; name: string; tbl_name: string; sql: string }[];
  const shape = objects.map(({ type, name, tbl_name: table, sql }) => ({
    type,
    name,
    table,
    what: type === 'table' && !/virtual/i.test(sql) ? columnsOfSqlite(db, name) : sql,
  }));
  db.close();
  return shape;
}

function columnsOfSqlite(db: Database.Database, table: string): unknown {
  return db.prepare(`select name, type, "notnull", pk from pragma_table_xinfo(?) order by name`).all(table);
}

const homes = {
  device: { homes: ['domain', 'device'], migrations: () => readDeviceMigrations(folder).map(({ sql }) => sql) },
  'embedded server': {
    homes: ['domain', 'server'],
    migrations: () => readServerMigrations('sqlite').map(({ sql }) => sql),
  },
} as const satisfies Record<string, { homes: readonly Home[]; migrations: () => string[] }>;

describe('migrations', () => {
  it.each(Object.entries(homes))('of the %s build what the schema describes', (_name, home) => {
    const described = [
      ...home.homes.map((part) => createTablesSql(part, 'sqlite')),
      createSearchSql(Object.values(domainTables)),
    ];
    // After a change of core/schema: a migration of the next number (scripts/generate-migrations.ts prints new tables).
    expect(shapeOfSqlite(home.migrations())).toEqual(shapeOfSqlite(described));
  });

  it.skipIf(!hasPostgres)('of PostgreSQL build what the schema describes', async () => {
    const [migrated, described] = [await createTestDatabase(), await createTestDatabase()];
    try {
      await migratePostgres(migrated.ownerUrl, silentLog);
      await described.query('postgres', createTablesSql('domain', 'postgres'), createTablesSql('server', 'postgres'));
      expect(await shapeOfPostgres(migrated)).toEqual(await shapeOfPostgres(described));
    } finally {
      await Promise.all([migrated.drop(), described.drop()]);
    }
  });
});

/** Columns, indexes and policies of the organization's tables; what search adds to them is its own. */
async function shapeOfPostgres(database: TestDatabase): Promise<unknown> {
  const asked = [
    `select table_name, column_name, data_type, is_nullable, column_default, collation_name from information_schema.columns
     where table_schema = 'public' and table_name <> 'migrations' order by 1, 2`,
    `select tablename, indexname, indexdef from pg_indexes
     where schemaname = 'public' and tablename <> 'migrations' and indexdef not like '%gin%' order by 1, 2`,
    `select tablename, policyname, qual, with_check from pg_policies where schemaname = 'public' order by 1, 2`,
    `select relname, relrowsecurity, relforcerowsecurity from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and relkind = 'r' and relname <> 'migrations' order by 1`,
  ];
  return Promise.all(asked.map((sql) => database.query('postgres', sql)));
}
