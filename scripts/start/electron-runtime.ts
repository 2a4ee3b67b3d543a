import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** How long a download may take. Milliseconds. */
const downloadTimeoutMs = 180_000;

export type ElectronRuntime = { readonly binary: string } | { readonly missing: string };

/**
 * Finds Electron's runtime, which its package downloads when it is first used.
 * @returns its program, or in a few words why there is none
 */
export function findElectron(say: (line: string) => void): ElectronRuntime {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    return { missing: 'there is no display for its window' };
  }
  const found = installedElectron();
  if (found) return { binary: found };
  say('Downloading the Electron runtime …');
  // Not through require('electron'): that prints a stack trace where there is no network.
  spawnSync(process.execPath, [join(packageFolder(), 'install.js')], { stdio: 'ignore', timeout: downloadTimeoutMs });
  const binary = installedElectron();
  return binary ? { binary } : { missing: 'its runtime could not be downloaded' };
}

/** @returns Electron's program where its runtime is present; nothing is downloaded */
export function installedElectron(): string | undefined {
  const folder = packageFolder();
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const binary = join(
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'),
    readFileSync(pathFile, 'utf8'),
  );
  return existsSync(binary) ? binary : undefined;
}

function packageFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
}
