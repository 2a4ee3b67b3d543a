import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { boot, buildApp, quit, type Booted, type BuiltApp } from './boot.ts';
import { preventable } from './fake-electron.ts';

const leadId = '0198c1f4-7b2a-7c3d-8e4f-5a6b7c8d9e0f';
let built: BuiltApp;
let booted: Booted | undefined;

beforeAll(async () => {
  built = await buildApp();
}, 120_000);
afterAll(() => built.remove());
afterEach(async () => {
  if (!booted) return;
  await quit(booted);
  rmSync(booted.profile, { recursive: true, force: true });
  booted = undefined;
  vi.unstubAllEnvs();
});

async function started(options: Parameters<typeof boot>[1] = {}) {
  booted = await boot(built, options);
  return { ...booted, window: await booted.window() };
}

test('the window is sandboxed, isolated and large enough', async () => {
  const { window, electron, profile } = await started();
  expect(window.options).toMatchObject({ minWidth: 1024, minHeight: 640 });
  expect(window.options.webPreferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
  });
  expect(window.loaded).toEqual(['app://outpost/']);
  expect(electron.schemes).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
  expect(electron.paths.get('userData')).toBe(join(profile, 'browser'));
});

test('a page stays where it is; links go to the system when they are harmless', async () => {
  const { window, electron } = await started();
  const navigates = (url: string, isMainFrame = true) => {
    const event = preventable({ url, isMainFrame });
    window.webContents.emit('will-frame-navigate', event);
    return !event.defaultPrevented;
  };
  expect(navigates('app://outpost/#/leads')).toBe(true);
  expect(navigates('https://example.com/')).toBe(false);
  expect(navigates('app://outpost/assets/app-1a2b.js')).toBe(false);
  expect(navigates('app://evil/')).toBe(false);
  expect(navigates('file:///etc/passwd')).toBe(false);
  expect(navigates('app://outpost/', false)).toBe(false);
  for (const url of [
    'mailto:ada@example.com',
    'tel:+4930123',
    'javascript:alert(1)',
    'smb://host/x',
    'https://a@b.example/',
  ]) {
    expect(window.webContents.openHandler?.({ url } as never)).toEqual({ action: 'deny' });
  }
  expect(electron.opened).toEqual(['https://example.com/', 'mailto:ada@example.com', 'tel:+4930123']);
  for (const name of ['will-redirect', 'will-attach-webview']) {
    const event = preventable({});
    window.webContents.emit(name, event);
    expect(event.defaultPrevented).toBe(true);
  }
});

test('the page gets notifications and copying, and no other permission; other pages get none', async () => {
  const { electron } = await started();
  const asked = (permission: string, requestingUrl: string) =>
    new Promise((resolve) =>
      electron.permissionRequest?.({} as never, permission as never, resolve, { requestingUrl } as never),
    );
  expect(await asked('notifications', 'app://outpost/')).toBe(true);
  expect(await asked('clipboard-sanitized-write', 'app://outpost/')).toBe(true);
  for (const permission of ['media', 'geolocation', 'clipboard-read', 'openExternal', 'fileSystem', 'hid']) {
    expect(await asked(permission, 'app://outpost/')).toBe(false);
  }
  expect(await asked('notifications', 'https://example.com/')).toBe(false);
  expect(electron.permissionCheck?.(null, 'notifications', 'app://outpost', {} as never)).toBe(true);
  expect(electron.permissionCheck?.(null, 'media', 'app://outpost', {} as never)).toBe(false);
});

test('a second start ends at once and shows the first window, with its link', async () => {
  const { window, electron } = await started();
  window.minimized = true;
  electron.app.emit('second-instance', {}, ['outpost', '--flag', `outpost://lead/${leadId}`]);
  expect(window.webContents.sent).toContainEqual({ channel: 'outpost:go-to', message: `#/lead/${leadId}` });
  expect(window).toMatchObject({ minimized: false });
  expect(window.focused).toBeGreaterThan(0);
  const second = await boot(built, { isSecondInstance: true });
  expect(await second.electron.exited).toBe(0);
  expect(second.electron.windows).toEqual([]);
  rmSync(second.profile, { recursive: true });
});

test('a link opens the window at its lead; a hostile one is ignored and logged without its content', async () => {
  const { window, electron, profile } = await started({ args: [`outpost://lead/${leadId}`] });
  expect(window.loaded).toEqual([`app://outpost/#/lead/${leadId}`]);
  const before = window.webContents.sent.length;
  electron.app.emit('open-url', preventable({}), 'outpost://lead/../../secret-text');
  electron.app.emit('second-instance', {}, ['outpost', 'outpost://settings/secret-text']);
  expect(window.webContents.sent).toHaveLength(before);
  const log = readFileSync(join(profile, 'logs/main.log'), 'utf8');
  expect(log.match(/refused a link/g)).toHaveLength(2);
  expect(log).not.toContain('secret-text');
});

test('a page that is still loading gets the link with its address', async () => {
  const { window, electron } = await started();
  window.webContents.loading = true;
  electron.app.emit('open-url', preventable({}), `outpost://lead/${leadId}`);
  expect(window.loaded.at(-1)).toBe(`app://outpost/#/lead/${leadId}`);
});

test('the window remembers its place, and opens where it can be seen when that is gone', async () => {
  const first = await started();
  await quit(first);
  expect(JSON.parse(readFileSync(join(first.profile, 'window.json'), 'utf8'))).toEqual({
    bounds: { x: 10, y: 20, width: 1200, height: 700 },
    maximized: false,
  });
  const again = await started({ profile: first.profile });
  expect(again.window.options).toMatchObject({ x: 10, y: 20, width: 1200, height: 700 });
  await quit(again);
  writeFileSync(
    join(first.profile, 'window.json'),
    '{"bounds":{"x":9000,"y":0,"width":1,"height":1},"maximized":false}',
  );
  const lost = await started({ profile: first.profile });
  expect(lost.window.options).toMatchObject({ x: 280, y: 90, width: 1360, height: 860 });
});

test('without a keychain that protects the key it says so and stores nothing', async () => {
  vi.spyOn(process, 'platform', 'get').mockReturnValue('linux');
  const { electron, profile } = await boot(built, { backend: 'basic_text', locale: 'de-AT' });
  expect(await electron.exited).toBe(1);
  expect(electron.windows).toEqual([]);
  expect(electron.boxes).toMatchObject([{ type: 'error', message: 'Outpost kann Ihre Daten nicht öffnen' }]);
  expect(() => readFileSync(join(profile, 'key.sealed'))).toThrow('ENOENT');
  rmSync(profile, { recursive: true });
  vi.restoreAllMocks();
});

test('a sealed key that the keychain does not open is kept', async () => {
  const first = await started();
  await quit(first);
  const sealed = readFileSync(join(first.profile, 'key.sealed'));
  const { electron } = await boot(built, { profile: first.profile, keychainRefuses: true });
  expect(await electron.exited).toBe(1);
  expect(electron.boxes[0]?.detail).toContain('Nothing was deleted');
  expect(readFileSync(join(first.profile, 'key.sealed'))).toEqual(sealed);
});

test('the menu speaks the language of the system and leaves Ctrl-Z to the page', async () => {
  const { electron } = await started({ locale: 'de-DE' });
  const labels = electron.menu.map(({ label }) => label);
  expect(labels).toContain('Bearbeiten');
  const items = electron.menu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
  expect(items.find(({ role }) => role === 'undo')?.registerAccelerator).toBe(process.platform === 'darwin');
  expect(items.flatMap(({ accelerator }) => accelerator ?? [])).toEqual(['CommandOrControl+,']);
});
