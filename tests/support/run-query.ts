import type Database from 'better-sqlite3';
import type { Client } from 'pg';
import type { SqlDialect, SqlStatement } from '../../core/kernel/read-sql.ts';
import { always } from '../../core/kernel/predicates.ts';
import { compilerFor, type QueryEnv, type QueryProgram, type Statement } from '../../core/queries/define-query.ts';
import { textSearchToSqlite } from '../../core/queries/sqlite-text-search.ts';
import { visibleLeads, visibleOwned, type Scope } from '../../core/schema/access.ts';
import { textSearchToPostgres } from '../../server/store/postgres/text-search.ts';

/** Where and when a query is asked, whatever the home. */
export type Asking = {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly timeZone: string;
  /** Who asks; undefined: a device, which holds nothing else. */
  readonly scope?: Scope;
};

/** What a home tells a query. */
export function queryEnv(dialect: SqlDialect, { now, timeZone, scope }: Asking): QueryEnv {
  return {
    ...{ db: compilerFor(dialect), dialect, now, timeZone, userId: scope?.userId ?? '' },
    visibleLeads: scope ? visibleLeads(scope) : always,
    visibleOwned: (table) => (scope ? visibleOwned(scope, table) : always),
  };
}

/** Runs a query on an open SQLite database, as the device's store does. */
export function runOnSqlite<Result>(db: Database.Database, program: QueryProgram<Result>): Result {
  let step = program.next();
  while (!step.done) {
    const { sql, parameters } = asSql(step.value, textSearchToSqlite);
    step = program.next(db.prepare(sql).all(...parameters));
  }
  return step.value;
}

/**
 * Runs a query on PostgreSQL, as the server's store does.
 * @param client inside a transaction that has set `app.org_id`
 */
export async function runOnPostgres<Result>(client: Client, program: QueryProgram<Result>): Promise<Result> {
  let step = program.next();
  while (!step.done) {
    const { sql, parameters } = asSql(step.value, textSearchToPostgres);
    step = program.next((await client.query<object>(sql, [...parameters])).rows);
  }
  return step.value;
}

function asSql(statement: Statement, textSearch: (search: never) => SqlStatement): SqlStatement {
  return 'kind' in statement ? textSearch(statement as never) : (statement as SqlStatement);
}
