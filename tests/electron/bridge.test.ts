import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openProfile } from '../../electron/data/profile.ts';
import { bridgeChannel } from '../../electron/shell/channels.ts';
import { ask, boot, buildApp, quit, type Booted, type BuiltApp } from './boot.ts';
import { FakeWebContents } from './fake-window.ts';

const session = { id: 1, method: 'session.get', params: {} };
const signedOut = { ok: true, value: { kind: 'signedOut', serverUrl: null, email: null, wiped: null } };
let built: BuiltApp;
let booted: Booted;

beforeAll(async () => {
  built = await buildApp();
}, 120_000);
afterAll(() => built.remove());
afterEach(async () => {
  if (booted.electron.exitCode === undefined) await quit(booted);
  rmSync(booted.profile, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

async function started() {
  booted = await boot(built);
  const window = await booted.window();
  return { electron: booted.electron, page: window.webContents };
}

test('a page asks the real data worker and gets its answer', async () => {
  const { electron, page } = await started();
  expect(await ask(electron, page, session)).toEqual(signedOut);
  expect(await ask(electron, page, { id: 2, method: 'nothing', params: {} })).toMatchObject({ ok: false });
});

test('the sample company opens, and its rows reach the page', async () => {
  const { electron, page } = await started();
  const reply = await ask(electron, page, { id: 1, method: 'session.trySample', params: {} });
  expect(reply).toMatchObject({ ok: true, value: { kind: 'signedIn', mode: 'sample' } });
  const board = await ask(electron, page, { id: 2, method: 'query', params: { name: 'workspace', params: {} } });
  expect(board).toMatchObject({ ok: true, value: { organization: expect.any(Object), pipelines: expect.any(Array) } });
});

test('only the main frame of our window on our page is listened to', async () => {
  const { electron, page } = await started();
  const stranger = new FakeWebContents();
  stranger.mainFrame.url = 'app://outpost/';
  electron.send(stranger, bridgeChannel, session);
  const foreign = [
    null,
    { url: 'https://example.com/', parent: null },
    { url: 'app://evil/', parent: null },
    { url: 'app://outpost.example/', parent: null },
    { url: 'app://user@outpost/', parent: null },
    { url: 'about:blank', parent: null },
    { url: 'app://outpost/', parent: page.mainFrame },
  ];
  for (const frame of foreign) electron.send(page, bridgeChannel, session, frame);
  expect(await ask(electron, page, { ...session, id: 2 })).toEqual(signedOut);
  const replies = page.sent.filter(({ message }) => 'id' in (message as object));
  expect(replies).toHaveLength(1);
  expect(stranger.sent).toEqual([]);
  const log = readFileSync(join(booted.profile, 'logs/main.log'), 'utf8');
  expect(log.match(/foreign frame/g)).toHaveLength(foreign.length + 1);
});

test('a page that loads anew gets nothing of what the one before subscribed to', async () => {
  const { electron, page } = await started();
  await ask(electron, page, { id: 1, method: 'session.trySample', params: {} });
  const live = { id: 'old', name: 'workspace', params: {} };
  await ask(electron, page, { id: 2, method: 'subscribe', params: live });
  page.reload();
  const before = page.sent.length;
  const args = { id: '0198c1f4-7b2a-7c3d-8e4f-5a6b7c8d9e0f', name: 'A change of what it showed' };
  const made = await ask(electron, page, { id: 3, method: 'mutate', params: { name: 'source.create', args } });
  expect(made).toMatchObject({ ok: true });
  await ask(electron, page, { ...session, id: 4 });
  const events = page.sent.slice(before).map(({ message }) => message);
  expect(events).not.toContainEqual(expect.objectContaining({ type: 'query', id: 'old' }));
});

test('a worker that dies is started again, the page loads anew and the person is told; not without end', async () => {
  const { electron, page } = await started();
  await ask(electron, page, session);
  for (let time = 1; time <= 3; time++) {
    const reloaded = new Promise((resolve) => page.once('test-reloaded', resolve));
    await booted.workers.at(-1)?.terminate();
    await reloaded;
    expect(await ask(electron, page, { ...session, id: 10 + time })).toEqual(signedOut);
    expect(electron.boxes).toHaveLength(time);
    expect(electron.boxes.at(-1)).toMatchObject({ type: 'warning' });
  }
  await booted.workers.at(-1)?.terminate();
  expect(await electron.exited).toBe(0);
  expect(electron.boxes.at(-1)).toMatchObject({ type: 'error', message: 'Outpost has to close' });
  expect(page.reloads).toBe(3);
});

test('a page that crashes loads anew, three times', async () => {
  const { electron, page } = await started();
  for (let time = 0; time < 4; time++) page.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  expect(page.reloads).toBe(3);
  expect(await electron.exited).toBe(0);
});

test('waking up, focus and a network that returns ask for a sync', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { electron } = await started();
  // The module that main.ts has loaded.
  const { DataHost } = await import('../../electron/shell/data-host.ts');
  const asked = vi.spyOn(DataHost.prototype, 'syncNow');
  electron.powerMonitor.emit('resume');
  electron.app.emit('browser-window-focus');
  electron.online = false;
  vi.advanceTimersByTime(5_000);
  electron.online = true;
  vi.advanceTimersByTime(5_000);
  expect(asked.mock.calls).toEqual([['wake'], ['focus'], ['network']]);
  vi.useRealTimers();
});

test('quitting waits until the worker has closed its databases and gives the profile back', async () => {
  const { electron, page } = await started();
  await ask(electron, page, { id: 1, method: 'session.trySample', params: {} });
  expect(await quit(booted)).toBe(0);
  const key = readFileSync(join(booted.profile, 'key.sealed'));
  expect(key.length).toBe(64);
  // What was written is in the database itself: SQLite removes its log when the last connection closes well.
  expect(() => readFileSync(join(booted.profile, 'sample.db-wal'))).toThrow('ENOENT');
  const vault = { load: () => new Uint8Array(32), store: () => {} };
  openProfile(booted.profile, vault).release();
});
