// node scripts/generate-migrations.ts <table> …: prints what creates these tables, as the body of a new migration.
import type { SqlDialect } from '../core/kernel/read-sql.ts';
import { createTableSql } from '../core/schema/ddl.ts';
import { tableNamed } from '../core/schema/tables.ts';
import { createSearchSql } from './search-migration.ts';

/**
 * A migration's files stay as they are once they are on the main branch: databases that ran them exist. A change of the schema
 * adds files of the next number, `migrations/<home>/NNNN_<topic>.<dialect>.sql`; files of one number are one step. What all of them
 * build is compared with the schema by tests/migrations/drift.test.ts.
 */
const tables = process.argv.slice(2).map((name) => tableNamed(name));
for (const dialect of ['sqlite', 'postgres'] as const satisfies readonly SqlDialect[]) {
  console.log(`-- ${dialect}\n`);
  for (const table of tables) console.log(`${createTableSql(table, dialect)}\n`);
}
console.log(`-- search (sqlite)\n\n${createSearchSql(tables)}`);
