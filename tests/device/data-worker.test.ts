import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BridgeEvent, SyncStatus } from '../../core/bridge/contract.ts';
import { uuidv7From } from '../../core/kernel/ids.ts';
import { adminEmail, adminPassword, dataFolder, startServer, type ServerProcess } from '../server/server-process.ts';
import type { TestWindow } from '../support/bridge-window.ts';
import { startTestWorker, type TestWorker } from '../support/data-worker.ts';
import { temporaryFolder } from '../support/device-store.ts';

const leads = { name: 'leadList', params: { filters: {}, sortBy: 'createdAt', sortDir: 'desc', offset: 0, limit: 50 } };
const newId = (): string => uuidv7From(Date.now(), crypto.getRandomValues(new Uint8Array(10)));

describe('the data worker with a server', () => {
  let folder: Awaited<ReturnType<typeof dataFolder>>;
  let server: ServerProcess;
  let profiles: ReturnType<typeof temporaryFolder>;
  const running = new Set<TestWorker>();

  beforeAll(async () => {
    folder = await dataFolder();
    server = await startServer({ folder: folder.path });
  });
  afterAll(async () => {
    await server.stop();
    await folder.remove();
  });
  beforeEach(() => (profiles = temporaryFolder()));
  afterEach(async () => {
    await Promise.all([...running].map(stop));
    profiles.remove();
  });

  const start = async (name: string): Promise<TestWorker> => {
    const started = await startTestWorker(profiles.path, name);
    running.add(started);
    return started;
  };
  const stop = async (started: TestWorker): Promise<void> => {
    running.delete(started);
    await started.worker.stop();
  };
  const signIn = (window: TestWindow, password = adminPassword): ReturnType<TestWindow['call']> =>
    window.call('session.signIn', { serverUrl: server.url, email: adminEmail, password });
  const statusThat = (window: TestWindow, fits: (status: SyncStatus) => boolean): Promise<BridgeEvent> =>
    window.event((event) => event.type === 'status' && fits(event.status));
  const synced = (window: TestWindow): Promise<BridgeEvent> =>
    statusThat(
      window,
      (status) => status.connection === 'online' && status.lastSyncedAt !== null && status.pending === 0,
    );
  const createLead = (window: TestWindow, lastName: string): ReturnType<TestWindow['call']> =>
    window.call('mutate', { name: 'lead.create', args: { id: newId(), lastName } });
  const names = (result: unknown): unknown[] =>
    (result as { items: { lastName: string }[] }).items.map((item) => item.lastName);
  const listed = (window: TestWindow, lastName: string): Promise<BridgeEvent> =>
    window.event((event) => event.type === 'query' && names(event.result).includes(lastName));

  it('signs in, syncs, and shows on one device what was done on another', async () => {
    const [a, b] = [await start('a'), await start('b')];
    for (const { window } of [a, b]) {
      expect(await signIn(window)).toMatchObject({
        ok: true,
        value: { kind: 'signedIn', mode: 'synced', role: 'owner' },
      });
      await synced(window);
    }
    const first = await b.window.call('subscribe', { id: 'q1', ...leads });
    expect(first).toMatchObject({ ok: true });
    expect(await createLead(a.window, 'Travelled')).toMatchObject({ ok: true, value: { seq: 1 } });
    await listed(b.window, 'Travelled');
    expect(b.window.events.filter((event) => event.type === 'query').every((event) => event.id === 'q1')).toBe(true);
  });

  it('keeps the session and the work of a run without network, and sends it later', async () => {
    const a = await start('a');
    await signIn(a.window);
    await synced(a.window);
    const { port } = new URL(server.url);
    await server.stop();
    expect(await createLead(a.window, 'Offline')).toMatchObject({ ok: true });
    await statusThat(a.window, (status) => status.connection === 'offline' && status.pending === 1);
    await stop(a);
    const again = await start('a');
    expect(await again.window.call('session.get', {})).toMatchObject({
      ok: true,
      value: { kind: 'signedIn', email: adminEmail },
    });
    expect(await again.window.call('outbox.list', {})).toMatchObject({
      ok: true,
      value: [{ name: 'lead.create', state: 'pending' }],
    });
    server = await startServer({ folder: folder.path, args: ['--port', port] });
    await again.window.call('sync.now', { reason: 'network' });
    await synced(again.window);
    const b = await start('b');
    await signIn(b.window);
    await synced(b.window);
    expect(names(((await b.window.call('query', leads)) as { value: unknown }).value)).toContain('Offline');
  });

  it('refuses a wrong password and a server that is not there', async () => {
    const { window } = await start('a');
    expect(await signIn(window, 'wrong')).toMatchObject({
      ok: false,
      error: { kind: 'failed', code: 'WRONG_CREDENTIALS' },
    });
    const nowhere = { serverUrl: 'http://127.0.0.1:1', email: adminEmail, password: 'x' };
    expect(await window.call('session.signIn', nowhere)).toMatchObject({ ok: false, error: { code: 'UNREACHABLE' } });
    expect(await window.call('query', leads)).toMatchObject({ ok: false, error: { code: 'SIGNED_OUT' } });
  });

  it('signs out only when nothing waits, or when told to give it up; then nothing is left', async () => {
    const { window } = await start('a');
    await signIn(window);
    await synced(window);
    const { port } = new URL(server.url);
    await server.stop();
    await createLead(window, 'Unsent');
    expect(await window.call('session.signOut', {})).toMatchObject({ ok: false, error: { code: 'PENDING_WORK' } });
    expect(await window.call('session.signOut', { discardPending: true })).toMatchObject({
      ok: true,
      value: { kind: 'signedOut', serverUrl: server.url, email: adminEmail },
    });
    expect(readdirSync(join(profiles.path, 'a')).filter((name) => name.startsWith('data-'))).toEqual([]);
    server = await startServer({ folder: folder.path, args: ['--port', port] });
  });

  it('tells of a damaged database, keeps it, and starts anew when the person signs in', async () => {
    const a = await start('a');
    await signIn(a.window);
    await synced(a.window);
    await stop(a);
    const profile = join(profiles.path, 'a');
    const file = join(
      profile,
      readdirSync(profile).find((name) => name.startsWith('data-') && name.endsWith('.db'))!,
    );
    const damaged = readFileSync(file).fill(0, 0, 64);
    writeFileSync(file, damaged);
    const again = await start('a');
    expect(await again.window.call('session.get', {})).toMatchObject({
      ok: false,
      error: { kind: 'failed', code: 'STORE_CORRUPT' },
    });
    expect(readFileSync(file)).toEqual(damaged);
    expect(await signIn(again.window)).toMatchObject({ ok: true });
    await synced(again.window);
    const kept = readdirSync(profile).filter((name) => name.includes('.damaged-') && !name.endsWith('.files'));
    expect(kept.map((name) => readFileSync(join(profile, name)).equals(damaged))).toContain(true);
  });
});

describe('the data worker alone', () => {
  let profiles: ReturnType<typeof temporaryFolder>;
  let started: TestWorker;
  beforeEach(async () => {
    profiles = temporaryFolder();
    started = await startTestWorker(profiles.path, 'alone');
  });
  afterEach(async () => {
    await started.worker.stop();
    profiles.remove();
  });

  it('opens a sample company that can be worked with and is never sent anywhere', async () => {
    const { window } = started;
    expect(await window.call('session.trySample', {})).toMatchObject({
      ok: true,
      value: { mode: 'sample', role: 'owner' },
    });
    expect(await window.call('query', leads)).toMatchObject({ ok: true, value: { total: 200 } });
    const created = await window.call('mutate', { name: 'lead.create', args: { id: newId(), lastName: 'Sampled' } });
    expect(created).toMatchObject({ ok: true });
    expect(await window.call('sync.status', {})).toMatchObject({
      ok: true,
      value: { connection: 'local', pending: 0 },
    });
    expect(await window.call('session.signOut', {})).toMatchObject({ ok: true, value: { kind: 'signedOut' } });
  });

  it('starts with damaged settings, as if nobody had signed in, and keeps them', async () => {
    await started.worker.stop();
    const settings = join(profiles.path, 'alone', 'settings.db');
    const damaged = readFileSync(settings).fill(0, 0, 64);
    writeFileSync(settings, damaged);
    started = await startTestWorker(profiles.path, 'alone');
    expect(await started.window.call('session.get', {})).toMatchObject({ ok: true, value: { kind: 'signedOut' } });
    const kept = readdirSync(join(profiles.path, 'alone')).find((name) => name.startsWith('settings.db.damaged-'));
    expect(readFileSync(join(profiles.path, 'alone', kept!))).toEqual(damaged);
  });

  it('answers every malformed request, and goes on', async () => {
    const { window } = started;
    for (const junk of [null, 1, 'x', {}, { id: 'x' }, { method: 'query' }, []]) window.post(junk);
    const invalid = { ok: false, error: { kind: 'failed', code: 'INVALID_REQUEST' } };
    expect(await window.call('constructor' as never, {} as never)).toMatchObject(invalid);
    expect(await window.call('query', { name: 'nothing', params: {} })).toMatchObject(invalid);
    expect(await window.call('query', { name: 'x'.repeat(1000), params: {} })).toMatchObject(invalid);
    expect(await window.call('outbox.list', { limit: 1e9 })).toMatchObject(invalid);
    await window.call('session.trySample', {});
    expect(await window.call('query', { name: 'leadList', params: { limit: 'many' } })).toMatchObject(invalid);
    const refused = await window.call('mutate', { name: 'lead.create', args: { id: 'no uuid' } });
    expect(refused).toMatchObject({ ok: false, error: { kind: 'domain', error: { code: 'VALIDATION_FAILED' } } });
    expect(await window.call('session.get', {})).toMatchObject({ ok: true });
  });

  it('keeps the subscriptions of two windows apart', async () => {
    const other = started.open();
    await started.window.call('session.trySample', {});
    const params = { ...leads.params, limit: 1 };
    await started.window.call('subscribe', { id: 'q1', name: 'leadList', params });
    await other.call('subscribe', { id: 'q1', name: 'workspace', params: {} });
    await other.call('unsubscribe', { id: 'q1' });
    await started.window.call('mutate', { name: 'lead.create', args: { id: newId(), lastName: 'Newest' } });
    await started.window.event((event) => event.type === 'query' && event.id === 'q1');
    expect(other.events.filter((event) => event.type === 'query')).toEqual([]);
  });
});
