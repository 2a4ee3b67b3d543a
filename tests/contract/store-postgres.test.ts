import { describe, expect, test } from 'vitest';
import { readMigrations } from '../../server/store/migration-files.ts';
import { migratePostgres } from '../../server/store/postgres/migrate.ts';
import { PostgresOrganizationStores } from '../../server/store/postgres/organization-stores.ts';
import { silentLog } from '../../server/store/store-error.ts';
import { sortableNumber } from '../../core/kernel/sortable-number.ts';
import { createTestDatabase, hasPostgres } from '../support/postgres-database.ts';
import { call } from './store-operations.ts';
import { created, first, member, put, TestServers } from './store-postgres-servers.ts';

describe.skipIf(!hasPostgres)('PostgreSQL', () => {
  const servers = new TestServers();

  test('an organization exists once it was created, and only once', async () => {
    const stores = await servers.start();
    expect(await stores.has('once')).toBe(false);
    await expect(stores.open('once')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(stores.has("o'; drop table leads; --")).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const both = await Promise.allSettled([stores.create('once', first), stores.create('once', first)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(stores.create('once', first)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    expect(await call(await stores.open('once'), 'test.stamp', { label: 'a' })).toBe(2);
  });

  test('each organization sees its own rows only, whatever the statement', async () => {
    const stores = await servers.start();
    const [a, b] = [await created(stores, 'org-a'), await created(stores, 'org-b')];
    await call(a, 'test.steps', { steps: [put('leadMembers', member('m1'))] });
    await call(b, 'test.steps', { steps: [put('leadMembers', { ...member('m1'), role: 'of b' })] });
    const all = { kind: 'range', table: 'leadMembers', range: { where: { kind: 'always' } } } as const;
    expect(await call(a, 'test.read', { steps: [all] })).toEqual([[{ ...member('m1'), version: 0 }]]);

    const raw = (org: string, sql: string) =>
      servers.database.query('outpost_app', 'begin', `select set_config('app.org_id', '${org}', true)`, sql);
    expect(await raw('org-a', `select "orgId", "role" from "leadMembers"`)).toEqual([
      { orgId: 'org-a', role: 'helper' },
    ]);
    expect(await raw('org-a', `update "leadMembers" set "role" = 'x' where "orgId" = 'org-b' returning 1`)).toEqual([]);
    expect(await raw('org-a', `delete from "leadMembers" where "orgId" = 'org-b' returning 1`)).toEqual([]);
    await expect(raw('org-a', `update "leadMembers" set "orgId" = 'org-b'`)).rejects.toThrow('row-level security');
    await expect(
      raw(
        'org-a',
        `insert into "leadMembers" select 'org-b', 'm2', 0, "leadId", "userId", "role", 0 from "leadMembers"`,
      ),
    ).rejects.toThrow('row-level security');
  });

  test('without an organization nothing can be seen or written', async () => {
    for (const sql of [
      'select * from "leads"',
      'delete from "leads"',
      `select * from outpost_search('leads', '{a}', 'a', 0, 1)`,
    ]) {
      await expect(servers.database.query('outpost_app', sql)).rejects.toThrow(/app\.org_id/);
    }
    await expect(servers.database.query('outpost_app', 'delete from "migrations"')).rejects.toThrow(
      'permission denied',
    );
    await expect(
      servers.database.query('outpost_app', 'alter table "leads" no force row level security'),
    ).rejects.toThrow('owner');
  });

  test('versions of concurrent writers rise, and no reader sees one before the versions below it', async () => {
    const processes = [await servers.start(), await servers.start()];
    await created(processes[0]!, 'busy');
    const writers = 40;
    const seen: number[][] = [];
    const writing = new AbortController();
    const read = async () => {
      const store = await processes[1]!.open('busy');
      while (!writing.signal.aborted) {
        const range = { where: { kind: 'always' } } as const;
        const [rows] = await call(store, 'test.read', { steps: [{ kind: 'range', table: 'ledger', range }] });
        seen.push(rows!.map((row) => row['seq'] as number));
      }
    };
    const reading = [read(), read()];
    const versions = await Promise.all(
      Array.from({ length: writers }, async (_, i) =>
        call(await processes[i % 2]!.open('busy'), 'test.stamp', { label: sortableNumber(i) }),
      ),
    );
    writing.abort();
    await Promise.all(reading);
    const expected = Array.from({ length: writers }, (_, i) => i + 2);
    expect(versions.toSorted((a, b) => a - b)).toEqual(expected);
    expect(new Set(seen.map((list) => list.length)).size).toBeGreaterThan(2); // the readers were there meanwhile
    for (const list of seen) expect(list).toEqual(expected.slice(0, list.length));
  });

  test('commits of one process are told in every process, once and in order', async () => {
    const [one, two] = [await servers.start(), await servers.start()];
    const store = await created(one, 'notices');
    const other = await created(one, 'notices-other');
    const heard: Record<string, number[]> = { one: [], two: [] };
    store.onCommit((version) => heard['one']!.push(version));
    (await two.open('notices')).onCommit((version) => heard['two']!.push(version));
    for (const label of ['a', 'b', 'c']) {
      await call(store, 'test.stamp', { label });
      await call(other, 'test.stamp', { label });
    }
    await call(store, 'test.steps', { steps: [] });
    await expect.poll(() => heard).toEqual({ one: [2, 3, 4], two: [2, 3, 4] });
  });

  test('a connection that broke is replaced, and missed commits are told', async () => {
    const [one, two] = [await servers.start(), await servers.start()];
    const store = await created(one, 'broken');
    const heard: number[] = [];
    (await two.open('broken')).onCommit((version) => heard.push(version));
    const kill = `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`;
    const running = Array.from({ length: 5 }, () => call(store, 'test.mutateMany', { count: 2000, prefetch: false }));
    const results = Promise.allSettled(running);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await servers.database.query('postgres', kill);
    const rejected = (await results).filter(({ status }) => status === 'rejected');
    expect(rejected.length).toBeGreaterThan(0);
    for (const result of rejected) expect(result).toMatchObject({ reason: { code: 'UNAVAILABLE', retryable: true } });
    const version = await call(store, 'test.stamp', { label: 'after' });
    await expect.poll(() => heard.at(-1), { timeout: 5000 }).toBe(version);
    expect(heard).toEqual(heard.toSorted((a, b) => a - b));
  });

  test('the role that migrates may not serve without taking on the other', async () => {
    const { ownerUrl } = servers.database;
    const stores = await servers.start(ownerUrl);
    const store = await created(stores, 'one-url');
    await call(store, 'test.steps', { steps: [put('leadMembers', member('only'))] });
    const all = { kind: 'range', table: 'leadMembers', range: { where: { kind: 'always' } } } as const;
    expect((await call(store, 'test.read', { steps: [all] }))[0]).toHaveLength(1);
    await expect(
      PostgresOrganizationStores.connect({
        connectionString: ownerUrl,
        migrationConnectionString: ownerUrl,
      }),
    ).rejects.toMatchObject({ code: 'MISCONFIGURED' });
  });

  test('two processes that start together migrate once', async () => {
    const empty = await createTestDatabase();
    try {
      await expect(PostgresOrganizationStores.connect({ connectionString: empty.appUrl })).rejects.toMatchObject({
        code: 'MISCONFIGURED',
      });
      await Promise.all([1, 2, 3].map(() => migratePostgres(empty.ownerUrl, silentLog)));
      const names = await empty.query('postgres', 'select "name" from "migrations" order by 1');
      expect(names).toEqual(
        readMigrations('postgres')
          .map(({ name }) => ({ name }))
          .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      );
      await empty.query('postgres', `insert into "migrations" ("name", "checksum") values ('server/9999_later', '')`);
      await expect(migratePostgres(empty.ownerUrl, silentLog)).rejects.toMatchObject({ code: 'MISCONFIGURED' });
    } finally {
      await empty.drop();
    }
  });

  test('closing lets what runs finish', async () => {
    const stores = await servers.start();
    const store = await created(stores, 'closing');
    const calls = Array.from({ length: 10 }, (_, i) => call(store, 'test.stamp', { label: String(i) }));
    await stores.closeAll();
    expect(await Promise.all(calls)).toEqual(calls.map((_, i) => i + 2));
    await expect(call(store, 'test.stamp', { label: 'late' })).rejects.toMatchObject({ code: 'CLOSED' });
  });
});
