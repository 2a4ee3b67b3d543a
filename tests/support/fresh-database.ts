import { Client } from 'pg';
import { inject } from 'vitest';

/** The stores that a suite runs over; PostgreSQL only where there is one (always in CI). */
export const storeKinds =
  inject('postgresPort') === undefined ? (['sqlite'] as const) : (['sqlite', 'postgres'] as const);
export type StoreKind = (typeof storeKinds)[number];

/**
 * Makes a database of its own for a server.
 * @returns its connection string; undefined for the embedded store, which needs none
 */
export async function freshDatabase(kind: StoreKind, name: string): Promise<string | undefined> {
  if (kind === 'sqlite') return undefined;
  const server = `postgres://postgres@127.0.0.1:${inject('postgresPort')}`;
  const client = new Client({ connectionString: `${server}/postgres` });
  await client.connect();
  const database = `${name}_${process.pid}_${Date.now()}`;
  await client.query(`create database "${database}"`);
  await client.end();
  return `${server}/${database}`;
}

/** Lets every session of a PostgreSQL server end now. */
export async function expirePostgresSessions(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`update directory.session set "expiresAt" = now() - interval '1 second'`);
  await client.end();
}
