import { inject } from 'vitest';
import { queryPostgres } from './postgres-query.ts';
import { requirePostgresInCi } from './postgres.ts';

/** An empty database of the shared test server. */
export type TestDatabase = {
  /** Connection string as the superuser, who migrates. */
  readonly ownerUrl: string;
  /** Connection string as the role that serves. */
  readonly appUrl: string;
  /** Runs statements one after another on one connection of their own, in the simple protocol. */
  query(role: 'postgres' | 'outpost_app', ...sql: string[]): Promise<object[]>;
  drop(): Promise<void>;
};

/** Whether suites on PostgreSQL can run; in CI a missing server is an error. */
export const hasPostgres = requirePostgresInCi() !== undefined;

let created = 0;

/** Makes a database that nobody else uses. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const port = inject('postgresPort');
  if (port === undefined) throw new Error('there is no PostgreSQL to test on');
  created += 1;
  const name = `test_${process.pid}_${created}`;
  const url = (database: string, role: string) => `postgres://${role}@127.0.0.1:${port}/${database}`;
  await queryPostgres(url('postgres', 'postgres'), [`create database ${name}`]);
  return {
    ownerUrl: url(name, 'postgres'),
    appUrl: url(name, 'outpost_app'),
    query: (role, ...sql) => queryPostgres(url(name, role), sql),
    drop: async () => void (await queryPostgres(url('postgres', 'postgres'), [`drop database ${name} with (force)`])),
  };
}
