import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SqliteOrganizationStores, type SqliteStoresOptions } from '../../server/store/sqlite/organization-stores.ts';
import { call, operationsUrl } from './store-operations.ts';

let folder = '';
let stores: SqliteOrganizationStores;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outpost-store-'));
  stores = opened();
});
afterEach(async () => {
  await stores.closeAll();
  rmSync(folder, { recursive: true });
});

const first = { rows: [], now: 0, stamp: 'first' };
const file = (name: string) => join(folder, 'organizations', name);
const opened = (options: Partial<SqliteStoresOptions> = {}) =>
  new SqliteOrganizationStores({ folder, operationsUrl, ...options });

async function created(id: string) {
  await stores.create(id, first);
  return stores.open(id);
}

test('an organization exists once it was created, and only once', async () => {
  expect(await stores.has('acme')).toBe(false);
  await expect(stores.open('acme')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(stores.has('../acme')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const both = await Promise.allSettled([stores.create('acme', first), stores.create('acme', first)]);
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  await expect(stores.create('acme', first)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  expect(await stores.has('acme')).toBe(true);
  expect(await call(await stores.open('acme'), 'test.stamp', { label: 'a' })).toBe(2);
});

test('a creation that fails leaves no file', async () => {
  const row = { id: 'x', leadId: null, userId: 'u', role: 'r', createdAt: 0 };
  await expect(stores.create('acme', { ...first, rows: [{ table: 'leadMembers', row }] })).rejects.toThrow('NOT NULL');
  expect(readdirSync(join(folder, 'organizations'))).toEqual(['lock.db']);
  expect(await stores.has('acme')).toBe(false);
});

test('a worker that dies rejects what it ran, and the next call starts another', async () => {
  const store = await created('acme');
  const other = await created('other');
  await call(store, 'test.stamp', { label: 'kept' });
  const lost = [call(store, 'test.crash', {}), call(store, 'test.stamp', { label: 'lost' })];
  for (const result of await Promise.allSettled(lost)) {
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'UNAVAILABLE', retryable: true } });
  }
  expect(await call(store, 'test.stamp', { label: 'after' })).toBe(3);
  expect(await call(other, 'test.stamp', { label: 'other' })).toBe(2);
});

test('an operation that throws is told as what it was, and the worker goes on', async () => {
  const store = await created('acme');
  await expect(call(store, 'test.domainError', {})).rejects.toMatchObject({ name: 'DomainError' });
  await expect(call(store, 'test.steps', { steps: [], fail: true })).rejects.toThrow('failed on purpose');
  await expect(store.execute('no such operation' as never, {} as never)).rejects.toThrow('no operation');
  await expect(call(store, 'test.steps', { steps: [(() => {}) as never] })).rejects.toThrow('could not be cloned');
  expect(await call(store, 'test.stamp', { label: 'a' })).toBe(2);
});

test('commits are told in order, and operations that take no version are not', async () => {
  const store = await created('acme');
  const versions: number[] = [];
  const stop = store.onCommit((version) => versions.push(version));
  await Promise.all(['a', 'b', 'c'].map((label) => call(store, 'test.stamp', { label })));
  await call(store, 'test.steps', { steps: [] });
  await call(store, 'test.steps', { steps: [], fail: true }).catch(() => {});
  stop();
  await call(store, 'test.stamp', { label: 'd' });
  expect(versions).toEqual([2, 3, 4]);
});

test('closing finishes what was asked before, and leaves one file per organization', async () => {
  const store = await created('acme');
  const calls = Array.from({ length: 20 }, (_, i) => call(store, 'test.stamp', { label: String(i) }));
  const closed = stores.closeAll();
  await expect(call(store, 'test.stamp', { label: 'late' })).rejects.toMatchObject({ code: 'CLOSED' });
  await closed;
  expect(await Promise.all(calls)).toEqual(calls.map((_, i) => i + 2));
  expect(readdirSync(join(folder, 'organizations'))).toEqual(['acme.db', 'lock.db']);
  const db = new Database(file('acme.db'), { readonly: true });
  expect(db.prepare('select count(*) as n from ledger').get()).toEqual({ n: 20 });
  db.close();
  await expect(stores.open('acme')).rejects.toMatchObject({ code: 'CLOSED' });
});

test('a damaged file concerns its organization only, and is left as it is', async () => {
  await created('acme');
  await created('other');
  await stores.closeAll();
  const damaged = readFileSync(file('acme.db'));
  damaged.fill(7, 0, 4096);
  writeFileSync(file('acme.db'), damaged);
  stores = opened();
  await expect(stores.open('acme')).rejects.toMatchObject({ code: 'CORRUPT', retryable: false });
  expect(readFileSync(file('acme.db'))).toEqual(damaged);
  expect(await call(await stores.open('other'), 'test.stamp', { label: 'a' })).toBe(2);
});

test('a file of a newer server is refused', async () => {
  await created('acme');
  await stores.closeAll();
  const db = new Database(file('acme.db'));
  db.exec(`insert into "migrations" ("name", "checksum") values ('server/9999_later', '')`);
  db.close();
  stores = opened();
  await expect(stores.open('acme')).rejects.toMatchObject({ code: 'MISCONFIGURED' });
});

test('a data folder has one owner at a time', async () => {
  expect(() => opened()).toThrow(/in use by another server/);
  await stores.closeAll();
  stores = opened();
});

test('idle organizations make room for others, and come back when they are called', async () => {
  await stores.closeAll();
  stores = opened({ maxRunning: 2 });
  const names = ['a', 'b', 'c', 'd'];
  const handles = [];
  for (const name of names) handles.push(await created(name));
  // A write-ahead log stands beside each file that is open.
  const running = () => readdirSync(join(folder, 'organizations')).filter((name) => name.endsWith('-wal'));
  await expect.poll(running).toEqual(['c.db-wal', 'd.db-wal']);
  expect(await Promise.all(handles.map((store) => call(store, 'test.stamp', { label: 'x' })))).toEqual([2, 2, 2, 2]);
});

test('organizations that nobody uses are closed after a while', async () => {
  await stores.closeAll();
  stores = opened({ idleMs: 40 });
  const store = await created('acme');
  await expect.poll(() => readdirSync(join(folder, 'organizations'))).toEqual(['acme.db', 'lock.db']);
  expect(await call(store, 'test.stamp', { label: 'x' })).toBe(2);
});
