import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { permissionsOf } from '../../core/domain/access/permissions.ts';
import type { SnapshotChunk } from '../../core/protocol/sync.ts';
import type { Directory, DirectorySession } from '../auth/directory.ts';
import type { ServerFiles } from '../files/open-files.ts';
import { SignInLimiter } from '../auth/sign-in-limiter.ts';
import { PokeHub } from '../events/poke-hub.ts';
import type { OrganizationStore, OrganizationStores } from '../store/organization-store.ts';
import { StoreError } from '../store/store-error.ts';
import { createApp } from './app.ts';
import { apiKeyRate, type AppDeps } from './deps.ts';
import { RateLimiter } from './rate-limiter.ts';
import { listen } from './listen.ts';

const clientId = '01900000-0000-7000-8000-000000000001';
const session: DirectorySession = { id: 's', userId: 'u', token: 'token', expiresAt: 0 };
const headers = { authorization: 'Bearer token', 'content-type': 'application/json' };
const snapshotBody = JSON.stringify({ protocol: 1, clientId, after: null });

const chunk = (position: number): SnapshotChunk => ({
  from: { version: 1, stamp: 's' },
  block: null,
  position: String(position),
  done: position,
  total: 1_000_000,
  last: false,
  lastSeq: 0,
});

/** A directory and a store that answer as they are told. */
function fakes(execute: (name: string) => unknown) {
  const state = { session: session as DirectorySession | undefined };
  const store = {
    execute: vi.fn<(name: string) => Promise<unknown>>(async (name) => {
      const user = { id: 'u', name: 'Rita', email: 'rita@harbour.test', role: 'rep' };
      const organization = { name: 'H', timeZone: 'UTC', currency: 'EUR' };
      if (name === 'session') return { user, organization, role: 'rep', permissions: permissionsOf('rep') };
      if (name === 'devices.contact') return { kind: 'noted' };
      return execute(name);
    }),
    onCommit: () => () => {},
    onAccessEnded: () => () => {},
    close: async () => {},
  };
  const directory = {
    session: async () => state.session,
    organizationsOf: async () => [{ id: 'o', name: 'H' }],
    ping: async () => {},
  };
  const stopping = new AbortController();
  const app = createApp({
    directory: directory as unknown as Directory,
    stores: { open: async () => store as unknown as OrganizationStore } as unknown as OrganizationStores,
    pokes: new PokeHub(),
    limiter: new SignInLimiter(),
    rates: new RateLimiter(apiKeyRate, Date.now),
    personRates: new RateLimiter({ perSecond: 1, burst: 8 }, Date.now),
    files: {} as ServerFiles,
    log: pino({ level: 'silent' }),
    trustProxy: false,
    stopping: stopping.signal,
    limits: { requestMs: 200, heartbeatMs: 20 },
    now: Date.now,
  } satisfies AppDeps);
  return { app, store, state, stopping };
}

test('a snapshot is read as fast as it is taken, and no further once the caller is gone', async () => {
  let position = 0;
  const { app, store } = fakes(() => ({ kind: 'chunk', line: JSON.stringify(chunk((position += 1))), next: 'more' }));
  const reply = await app.request('/v1/sync/snapshot', { method: 'POST', headers, body: snapshotBody });
  const reader = reply.body!.getReader();
  for (let i = 1; i <= 3; i += 1) {
    const { value } = await reader.read();
    expect(JSON.parse(new TextDecoder().decode(value))).toMatchObject({ position: String(i) });
  }
  await new Promise((done) => setTimeout(done, 50));
  const asked = store.execute.mock.calls.length;
  expect(asked).toBeLessThan(8);
  await reader.cancel();
  await new Promise((done) => setTimeout(done, 50));
  expect(store.execute.mock.calls.length - asked).toBeLessThanOrEqual(1);
});

test('so is a compressed one, whose chunks leave one by one', async () => {
  let position = 0;
  const { app, store } = fakes(() => ({ kind: 'chunk', line: JSON.stringify(chunk((position += 1))), next: 'more' }));
  const gzip = { ...headers, 'accept-encoding': 'gzip' };
  const reply = await app.request('/v1/sync/snapshot', { method: 'POST', headers: gzip, body: snapshotBody });
  const plain = reply.body!.pipeThrough(new DecompressionStream('gzip')).pipeThrough(new TextDecoderStream());
  const reader = plain.getReader();
  expect((await reader.read()).value).toContain('"position":"1"');
  await new Promise((done) => setTimeout(done, 50));
  const before = store.execute.mock.calls.length;
  await reader.cancel();
  await new Promise((done) => setTimeout(done, 50));
  const after = store.execute.mock.calls.length;
  await new Promise((done) => setTimeout(done, 50));
  expect(after - before).toBeLessThan(4);
  expect(store.execute.mock.calls.length).toBe(after);
});

test('streams that nobody takes wait with what fits into the line, compressed or not', async () => {
  // A megabyte of new random text each time: compression cannot make room.
  const line = () => JSON.stringify({ ...chunk(1), position: randomBytes(768 * 1024).toString('base64') });
  const { app, store } = fakes(() => ({ kind: 'chunk', line: line(), next: 'more' }));
  const listening = await listen(app, '127.0.0.1', 0);
  const streams = 8;
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const idle = Array.from({ length: streams }, (_, n) => {
    const socket = connect(listening.port, '127.0.0.1');
    const coding = ['identity', 'gzip', 'zstd'][n % 3];
    const length = `content-length: ${snapshotBody.length}\r\naccept-encoding: ${coding}\r\n`;
    socket.pause().write(`POST /v1/sync/snapshot HTTP/1.1\r\nhost: h\r\n${head.join('')}${length}\r\n${snapshotBody}`);
    return socket;
  });
  const chunksRead = () => store.execute.mock.calls.filter(([name]) => name === 'sync.snapshot').length;
  let before = -1;
  for (let waited = 0; waited < 60 && (chunksRead() < streams || chunksRead() !== before); waited += 1) {
    before = chunksRead();
    await new Promise((done) => setTimeout(done, 250));
  }
  // The kernel's buffers take some; then nothing more is read, however long nobody takes it.
  expect(chunksRead()).toBe(before);
  expect(chunksRead()).toBeGreaterThan(streams);
  expect(chunksRead()).toBeLessThan(streams * 14);
  for (const socket of idle) socket.destroy();
  await listening.close(1000);
}, 30_000);

test('a stream that breaks off is an error to its reader, not an end', async () => {
  let asked = 0;
  const { app } = fakes(() => {
    asked += 1;
    if (asked > 1) throw new StoreError('UNAVAILABLE', 'gone');
    return { kind: 'chunk', line: JSON.stringify(chunk(1)), next: 'more' };
  });
  const reply = await app.request('/v1/sync/snapshot', { method: 'POST', headers, body: snapshotBody });
  await expect(reply.text()).rejects.toThrow('gone');
});

test('an event stream says that it lives, and ends when its session has', async () => {
  const { app, state } = fakes(() => ({ version: 7 }));
  const reply = await app.request('/v1/sync/events', { headers });
  const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader.read()).value).toBe('event: hello\ndata: {"version":7}\n\n');
  expect((await reader.read()).value).toBe(': heartbeat\n\n');
  state.session = undefined;
  let rest = '';
  for (let read = await reader.read(); !read.done; read = await reader.read()) rest += read.value;
  expect(rest.replaceAll(': heartbeat\n\n', '')).toBe('');
});

test('a request that takes too long is given up', async () => {
  const { app } = fakes(() => new Promise(() => {}));
  const reply = await app.request('/v1/leads', { headers });
  expect(reply.status).toBe(503);
  expect(await reply.json()).toMatchObject({ code: 'TIMED_OUT' });
});

test('what the store cannot do now may be tried again; a bug is logged and says nothing', async () => {
  const unavailable = fakes(() => {
    throw new StoreError('UNAVAILABLE', 'the worker went away');
  });
  const reply = await unavailable.app.request('/v1/leads', { headers });
  expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '2']);
  const broken = fakes(() => {
    throw new Error('select * from secrets');
  });
  const bug = await broken.app.request('/v1/leads', { headers });
  expect(bug.status).toBe(500);
  expect(await bug.text()).not.toContain('secrets');
});

test('while stopping it is not ready and takes no streams', async () => {
  const { app, stopping } = fakes(() => ({ version: 1 }));
  expect((await app.request('/readyz')).status).toBe(200);
  stopping.abort();
  expect((await app.request('/readyz')).status).toBe(503);
  expect((await app.request('/healthz')).status).toBe(200);
  expect((await app.request('/v1/sync/events', { headers })).status).toBe(503);
});

test('a person who asks too often is told when to come back, and then may go on', async () => {
  const { app, store } = fakes(() => ({ kind: 'answer', value: [] }));
  const statuses: number[] = [];
  for (let i = 0; i < 9; i += 1) statuses.push((await app.request('/v1/roles', { headers })).status);
  expect(statuses).toEqual([...Array.from({ length: 8 }, () => 200), 429]);
  const refused = await app.request('/v1/roles', { headers });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
  expect(store.execute.mock.calls.filter(([name]) => name === 'query')).toHaveLength(8);
});
