import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildElectron } from '../build-electron.ts';
import { ROOT } from '../steps.ts';
import type { ChildOptions, ChildProcesses } from './child-processes.ts';
import { firstMatch } from './child-processes.ts';
import { findElectron } from './electron-runtime.ts';
import { freePort } from './free-port.ts';

const usualPort = 8090;

/**
 * Opens the app: in Electron where its runtime is present, otherwise in a browser.
 * @param profile folder of the device's own data
 * @returns a promise of its end
 */
export async function openWindow(
  children: ChildProcesses,
  profile: string,
  options: ChildOptions,
  say: (line: string) => void,
): Promise<void> {
  const env = { ...options.env, OUTPOST_PROFILE: profile };
  const electron = findElectron(say);
  if ('binary' in electron) {
    await buildElectron(join(ROOT, 'dist/electron'));
    // A folder of its own: the browser host keeps the key of its databases in another way.
    children.start(electron.binary, [ROOT], { ...options, env: { ...env, OUTPOST_PROFILE: `${profile}-desktop` } });
    say('Outpost opens in its own window.');
    return;
  }
  const port = await freePort(usualPort);
  if (port !== usualPort) say(`Port ${usualPort} is in use; the browser gets ${port}.`);
  const main = join(ROOT, 'scripts/browser-host/main.ts');
  const host = children.start(process.execPath, [main, '--json', '--port', String(port)], { ...options, env });
  const url = await firstMatch(host, /"url":"([^"]+)"/);
  say(`Electron does not start here: ${electron.missing}. The same app runs in a browser instead.`);
  say(`\n  Open once: ${url}\n`);
  openInBrowser(url);
}

/** Only where there is a desktop to open it on; nothing is said when it fails, because the address has been printed. */
function openInBrowser(url: string): void {
  const { platform, env } = process;
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return;
  const [program, args] = opener(platform, url);
  spawn(program, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

function opener(platform: NodeJS.Platform, url: string): [string, string[]] {
  if (platform === 'darwin') return ['open', [url]];
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]];
  return ['xdg-open', [url]];
}
