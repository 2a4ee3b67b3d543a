import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { expect, test } from 'vitest';
import { buildElectron } from '../../scripts/build-electron.ts';
import { installedElectron } from '../../scripts/start/electron-runtime.ts';
import { runStep } from '../../scripts/steps.ts';

const root = resolve(import.meta.dirname, '../..');
const { platform, env } = process;
const hasDisplay = platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
const executablePath = hasDisplay ? installedElectron() : undefined;
if (!executablePath) {
  const reason = hasDisplay ? 'Electron runtime not present' : 'no display for the Electron runtime';
  console.warn(`\n*** ${reason}: the test on the real runtime was NOT run. ***\n`);
}

const safePage = {
  address: expect.stringMatching(/^app:\/\/outpost\//),
  node: ['undefined', 'undefined'],
  exposed: ['onMessage', 'postMessage'],
  reply: { ok: true, value: { kind: 'signedOut', serverUrl: null, email: null, wiped: null } },
  outside: 404,
  elsewhere: 'refused',
};
/** Where nothing protects a key: no window opens and no key is written. */
const noPage = { windows: [], hasKey: false };

/** The page as it stands in the real sandbox: what it reaches, and whether its own protocol and the worker answer. */
async function look(app: ElectronApplication) {
  const page = await app.firstWindow();
  await page.waitForLoadState();
  return page.evaluate(async () => {
    const outpost = window.outpost!;
    const reply = await new Promise((answer) => {
      outpost.onMessage((message) => 'reply' in message && message.id === -1 && answer(message.reply));
      outpost.postMessage({ id: -1, method: 'session.get', params: {} });
    });
    const statusOf = (url: string) =>
      fetch(url).then(
        ({ status }) => status,
        () => 'refused',
      );
    return {
      address: location.href,
      node: [
        typeof (globalThis as { require?: unknown }).require,
        typeof (globalThis as { process?: unknown }).process,
      ],
      exposed: Object.keys(outpost).toSorted(),
      reply,
      outside: await statusOf('app://outpost/%2e%2e%2fpackage.json'),
      elsewhere: await statusOf('https://example.com/'),
    };
  });
}

test.skipIf(!executablePath)('the real runtime shows the page in its sandbox, and the worker answers it', async () => {
  if (!existsSync(join(root, 'dist/renderer/index.html'))) await runStep('build');
  await buildElectron(join(root, 'dist/electron'));
  const profile = mkdtempSync(join(tmpdir(), 'outpost-runtime-'));
  const app = await _electron.launch({
    executablePath: executablePath!,
    args: [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: { ...(env as Record<string, string>), OUTPOST_PROFILE: profile },
  });
  try {
    const keychain = await app.evaluate(
      ({ safeStorage }) =>
        safeStorage.isEncryptionAvailable() &&
        (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'),
    );
    const seen = keychain
      ? await look(app)
      : { windows: app.windows(), hasKey: existsSync(join(profile, 'key.sealed')) };
    expect(seen).toEqual(keychain ? safePage : noPage);
  } finally {
    await app.close();
    rmSync(profile, { recursive: true, force: true });
  }
});
