import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Client } from 'pg';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { requirePostgresInCi, startPostgres } from './postgres.ts';

const bin = requirePostgresInCi();

afterEach(() => vi.unstubAllEnvs());

test('in CI a missing PostgreSQL is an error, never a skip', () => {
  vi.stubEnv('CI', 'true');
  vi.stubEnv('OUTPOST_PG_BIN', '/nowhere');
  expect(() => requirePostgresInCi()).toThrow(/nowhere/);
});

describe.skipIf(!bin)('a private PostgreSQL', () => {
  test('starts, answers, stops, and leaves nothing behind', async () => {
    let folder = '';
    const server = await startPostgres();
    const client = new Client({ connectionString: server.url('postgres') });
    client.on('error', () => {}); // the server ends while the client is still connected: that is what is tested
    try {
      await client.connect();
      const { rows } = await client.query<{ one: number }>('select 1 as one');
      expect(rows).toEqual([{ one: 1 }]);
      expect((await client.query<{ fsync: string }>('show fsync')).rows).toEqual([{ fsync: 'off' }]);
      expect((await client.query<{ low: string }>("select lower('ÄÖ') as low")).rows).toEqual([{ low: 'äö' }]);
      folder = (await client.query<{ data_directory: string }>('show data_directory')).rows[0]?.data_directory ?? '';
    } finally {
      await server.stop();
    }
    await server.stop(); // a second call does nothing
    expect(folder).toContain('outpost-pg-');
    expect(existsSync(dirname(folder))).toBe(false);
    await expect(new Client({ connectionString: server.url('postgres') }).connect()).rejects.toThrow(/ECONNREFUSED/);
  });

  test('lets a role sign in without a password', async () => {
    const server = await startPostgres();
    try {
      await once(server.url('postgres'), 'create role outpost_app login');
      expect(await once(server.url('postgres', 'outpost_app'), 'select current_user as me')).toEqual([
        { me: 'outpost_app' },
      ]);
    } finally {
      await server.stop();
    }
  });
});

async function once(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
