import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SqlDialect } from '../core/kernel/read-sql.ts';
import { createTablesSql, type Home } from '../core/schema/ddl.ts';
import { domainTables } from '../core/schema/tables.ts';
import { createSearchSql } from './search-migration.ts';

/** A generated file, relative to `migrations/`. */
export type GeneratedMigration = { readonly path: string; readonly sql: string };

const dialectsOf: Record<Home, readonly SqlDialect[]> = {
  domain: ['sqlite', 'postgres'],
  device: ['sqlite'],
  server: ['sqlite', 'postgres'],
};

const heading = '-- Generated from core/schema by scripts/generate-migrations.ts.';

/**
 * The first migration of every home, as the schema has it now. Once a version has been released, its files stay as they are and
 * a change of the schema adds a migration by hand; the drift test compares what all of them build with the schema.
 */
export function initialMigrations(): GeneratedMigration[] {
  const tables = (Object.keys(dialectsOf) as Home[]).flatMap((home) =>
    dialectsOf[home].map((dialect) => ({
      path: `${home}/0001_initial.${dialect}.sql`,
      sql: `${heading}\n\n${createTablesSql(home, dialect)}\n`,
    })),
  );
  const search = `${heading}\n\n${createSearchSql(Object.values(domainTables))}\n`;
  return [...tables, { path: 'search/0001_initial.sqlite.sql', sql: search }];
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('../migrations/', import.meta.url));
  for (const { path, sql } of initialMigrations()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), sql);
    console.log(`migrations/${path}`);
  }
}
