import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { buildElectron } from '../../scripts/build-electron.ts';

const root = resolve(import.meta.dirname, '../..');

const names = [
  ...['app', 'BrowserWindow', 'dialog', 'ipcMain', 'Menu', 'nativeTheme', 'net', 'powerMonitor', 'protocol'],
  ...['safeStorage', 'screen', 'session', 'shell'],
];

/** Answers every call; the application waits for a readiness that never comes. */
const silentElectron = `
const part = new Proxy(function () {}, {
  get: (_, name) => (name === 'whenReady' ? () => new Promise(() => {}) : name === 'getAppPath' ? () => '.' : part),
  apply: () => part,
});
export { ${names.map((name) => `part as ${name}`).join(', ')} };
`;

test('the built main process starts with no package beside it but Electron and the database', async () => {
  const app = mkdtempSync(join(tmpdir(), 'outpost-bundle-'));
  try {
    await buildElectron(join(app, 'dist/electron'));
    writeFileSync(join(app, 'package.json'), '{ "type": "module" }');
    mkdirSync(join(app, 'node_modules/electron'), { recursive: true });
    symlinkSync(join(root, 'node_modules/better-sqlite3'), join(app, 'node_modules/better-sqlite3'));
    writeFileSync(join(app, 'node_modules/electron/package.json'), '{ "type": "module", "exports": "./index.js" }');
    writeFileSync(join(app, 'node_modules/electron/index.js'), silentElectron);
    const env = { PATH: process.env['PATH'], OUTPOST_PROFILE: join(app, 'profile') };
    execFileSync(process.execPath, [join(app, 'dist/electron/main.js')], { env, stdio: 'pipe' });
    expect(existsSync(join(app, 'profile/logs/main.log'))).toBe(true);
  } finally {
    rmSync(app, { recursive: true, force: true });
  }
});
