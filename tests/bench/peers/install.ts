import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Peer } from './contract.ts';

/** Where peers are installed: outside the repository, kept between runs. */
export const scratchFolder = join(tmpdir(), 'outpost-bench-peers');

const installTimeoutMs = 300_000;

/** Imports and requires packages as this folder resolves them. */
const loader = `import { createRequire } from 'node:module';
export const load = (name) => import(name);
export const require = createRequire(import.meta.url);
`;

/**
 * Installs a peer's packages, unless these very versions are installed for this Node.
 * @returns the folder that holds them
 * @throws when npm fails, with what it said
 */
export async function installPeer({ name, packages, overrides = {} }: Peer): Promise<string> {
  const folder = join(scratchFolder, name.replace(/-.*/, ''));
  if (Object.keys(packages).length === 0) return folder;
  const manifest = JSON.stringify({ private: true, type: 'module', dependencies: packages, overrides }, undefined, 2);
  const stamp = createHash('sha256').update(`${manifest}${process.version}${process.arch}${loader}`).digest('hex');
  const stampFile = join(folder, 'installed');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), manifest);
  writeFileSync(join(folder, 'load.mjs'), loader);
  await npmInstall(folder);
  writeFileSync(stampFile, stamp);
  return folder;
}

async function npmInstall(folder: string): Promise<void> {
  const npm = process.env['npm_execpath'];
  const args = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel', 'error'];
  const [program, all] = npm ? [process.execPath, [npm, ...args]] : ['npm', args];
  try {
    await promisify(execFile)(program, all, { cwd: folder, timeout: installTimeoutMs, maxBuffer: 1 << 24 });
  } catch (cause) {
    const { stderr, message } = cause as { stderr?: string; message: string };
    throw new Error(`npm install: ${(stderr || message).trim().split('\n').slice(0, 6).join(' ')}`, { cause });
  }
}
