import Database from 'better-sqlite3';
import { Client } from 'pg';
import { expect } from 'vitest';
import type { Row } from '../../core/kernel/rows.ts';
import { SqliteTransaction, type SqliteStatement } from '../../core/kernel/sqlite-transaction.ts';
import type { TableSpec } from '../../core/kernel/store.ts';
import { insertSql } from '../../core/kernel/write-sql.ts';
import type { Query } from '../../core/queries/define-query.ts';
import { createTablesSql } from '../../core/schema/ddl.ts';
import { createSearchSql } from '../../scripts/search-migration.ts';
import { tableSpec } from '../../core/schema/define-table.ts';
import { domainTableNames, domainTables } from '../../core/schema/tables.ts';
import { migratePostgres } from '../../server/store/postgres/migrate.ts';
import { silentLog } from '../../server/store/store-error.ts';
import { createTestDatabase, hasPostgres, type TestDatabase } from './postgres-database.ts';
import { randomOrganization, type OrganizationOptions, type RandomOrganization } from './random-organization.ts';
import { queryEnv, runOnPostgres, runOnSqlite, type Asking } from './run-query.ts';

/** One organization that both homes hold. */
export type LoadedOrganization = RandomOrganization & {
  /** Checks the parameters, asks both homes, expects the same answer, and returns it. */
  readonly ask: <P, R>(query: Query<P, R>, params: P, asking: Asking) => Promise<R>;
};

export type QueryHomes = {
  readonly load: (seed: number, options: OrganizationOptions) => Promise<LoadedOrganization>;
  /** Rows that a suite made itself. */
  readonly hold: (organization: RandomOrganization) => Promise<LoadedOrganization>;
  /** Several, each from the seed that is its place. */
  readonly loadAll: (of: readonly OrganizationOptions[]) => Promise<readonly LoadedOrganization[]>;
  readonly close: () => Promise<void>;
};

const specs: readonly TableSpec[] = domainTableNames.map((name) => tableSpec(domainTables[name]));

/** Opens both homes; SQLite alone where there is no PostgreSQL (never in CI). */
export async function openQueryHomes(): Promise<QueryHomes> {
  const postgres = hasPostgres ? await openPostgres() : undefined;
  const opened: Database.Database[] = [];
  const hold: QueryHomes['hold'] = async (organization) => {
    const sqlite = openSqlite(organization);
    opened.push(sqlite);
    const orgId = `organization-${opened.length}`;
    await postgres?.load(orgId, organization);
    const ask: LoadedOrganization['ask'] = async (query, params, asking) => {
      const checked = query.params.parse(params);
      const answer = runOnSqlite(sqlite, query.run(checked, queryEnv('sqlite', asking)));
      if (postgres) expect(await postgres.ask(orgId, query, checked, asking)).toEqual(answer);
      return answer;
    };
    return { ...organization, ask };
  };
  const load: QueryHomes['load'] = (seed, options) => hold(randomOrganization(seed, options));
  const loadAll: QueryHomes['loadAll'] = async (of) => {
    const loaded: LoadedOrganization[] = [];
    for (const [i, options] of of.entries()) loaded.push(await load(i + 1, options));
    return loaded;
  };
  const close = async (): Promise<void> => {
    for (const db of opened) db.close();
    await postgres?.close();
  };
  return { load, hold, loadAll, close };
}

/** A database in memory with the schema's tables and full text, holding an organization. */
export function openSqlite(organization: RandomOrganization): Database.Database {
  const db = new Database(':memory:');
  db.exec(createTablesSql('domain', 'sqlite'));
  db.exec(createSearchSql(Object.values(domainTables)));
  const statements = new Map<string, SqliteStatement>();
  const prepare = (sql: string) => {
    const statement = statements.get(sql) ?? (db.prepare(sql) as SqliteStatement);
    statements.set(sql, statement);
    return statement;
  };
  const transaction = new SqliteTransaction(new Map(specs.map((spec) => [spec.name, spec])), prepare);
  db.transaction(() => {
    for (const { name } of specs) {
      transaction.write(rowsOf(organization, name).map((row) => ({ op: 'insert', table: name, row })));
    }
  })();
  return db;
}

async function openPostgres() {
  const database: TestDatabase = await createTestDatabase();
  await migratePostgres(database.ownerUrl, silentLog);
  // The role that serves: bound by row-level security, as on a server.
  const client = new Client({ connectionString: database.appUrl });
  client.setTypeParser(20, Number);
  await client.connect();
  const within = async <R>(orgId: string, run: () => Promise<R>): Promise<R> => {
    await client.query('begin');
    await client.query(`select set_config('app.org_id', $1, true)`, [orgId]);
    const result = await run();
    await client.query('commit');
    return result;
  };
  return {
    load: (orgId: string, organization: RandomOrganization) =>
      within(orgId, async () => {
        for (const spec of specs) {
          for (const row of rowsOf(organization, spec.name)) {
            const { sql, parameters } = insertSql(spec, row);
            let place = 0;
            await client.query(
              sql.replaceAll('?', () => `$${++place}`),
              [...parameters],
            );
          }
        }
      }),
    ask: <P, R>(orgId: string, query: Query<P, R>, params: P, asking: Asking) =>
      within(orgId, () => runOnPostgres(client, query.run(params, queryEnv('postgres', asking)))),
    close: async () => {
      await client.end();
      await database.drop();
    },
  };
}

const rowsOf = (organization: RandomOrganization, table: string): readonly Row[] =>
  (organization.rows as unknown as Record<string, readonly Row[]>)[table]!;
