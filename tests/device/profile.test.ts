import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boundDatabaseFile, openProfile, profileDirectory } from '../../electron/data/profile.ts';
import type { StoreError } from '../../electron/data/store-error.ts';
import { keyFileVault } from '../../scripts/browser-host/key-file.ts';
import { temporaryFolder } from '../support/device-store.ts';

const hostMain = fileURLToPath(new URL('../../scripts/browser-host/main.ts', import.meta.url));

describe('a profile', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let profile: string;
  let renderer: string;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    folder = temporaryFolder();
    profile = join(folder.path, 'profile');
    renderer = join(folder.path, 'renderer');
    mkdirSync(renderer);
    writeFileSync(join(renderer, 'index.html'), '');
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    folder.remove();
  });

  const startHost = (): ChildProcess => {
    const args = [hostMain, '--port', '0', '--profile', profile, '--renderer', renderer, '--json'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    children.push(child);
    return child;
  };
  const firstLine = async (stream: NodeJS.ReadableStream): Promise<string> => String((await once(stream, 'data'))[0]);
  const open = (): ReturnType<typeof openProfile> => openProfile(profile, keyFileVault(profile));
  const codeOf = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      return (error as StoreError).code;
    }
    return 'opened';
  };

  it('belongs to one process at a time; the second one says so; kill -9 frees it', async () => {
    const first = startHost();
    expect(await firstLine(first.stdout!)).toContain('"url"');
    expect(codeOf(open)).toBe('PROFILE_IN_USE');
    const second = startHost();
    const said = firstLine(second.stderr!);
    const [exitCode] = await once(second, 'exit');
    expect(exitCode).toBe(1);
    expect(await said).toContain('open in another Outpost');
    first.kill('SIGKILL');
    await once(first, 'exit');
    const third = open();
    third.release();
  });

  it('is left in order on SIGTERM', async () => {
    const host = startHost();
    await firstLine(host.stdout!);
    host.kill('SIGTERM');
    const [exitCode] = await once(host, 'exit');
    expect(exitCode).toBe(0);
    open().release();
  });

  it('keeps its key between starts, in a file that only its owner can read', () => {
    const first = open();
    first.release();
    const second = open();
    second.release();
    expect(second.key).toEqual(first.key);
    expect(first.key).toHaveLength(32);
    // Windows has no such bits; there the folder's own permissions decide.
    const othersMay = process.platform === 'win32' ? 0 : statSync(join(profile, 'key')).mode & 0o077;
    expect(othersMay).toBe(0);
  });

  it('never makes a new key for databases that have one', () => {
    open().release();
    writeFileSync(join(profile, 'data-1.db'), 'encrypted with the old key');
    rmSync(join(profile, 'key'));
    expect(codeOf(open)).toBe('KEY_MISSING');
    expect(readFileSync(join(profile, 'data-1.db'), 'utf8')).toBe('encrypted with the old key');
    writeFileSync(join(profile, 'key'), 'abcd');
    expect(codeOf(open)).toBe('KEY_MISSING');
    // A refused start holds nothing back.
    rmSync(join(profile, 'data-1.db'));
    rmSync(join(profile, 'key'));
    open().release();
  });

  it('has a database for each person in each organization of each server', () => {
    const bindings = [
      { serverId: 's', organizationId: 'o', userId: 'u' },
      { serverId: 's2', organizationId: 'o', userId: 'u' },
      { serverId: 's', organizationId: 'ou', userId: '' },
      { serverId: 's', organizationId: 'o', userId: 'v' },
    ];
    expect(new Set(bindings.map((binding) => boundDatabaseFile('/p', binding))).size).toBe(bindings.length);
  });

  it('is where OUTPOST_PROFILE says, else where the system keeps such things', () => {
    expect(profileDirectory({ OUTPOST_PROFILE: '/x' }, 'linux', '/home/a')).toBe('/x');
    expect(profileDirectory({}, 'linux', '/home/a')).toBe('/home/a/.config/outpost');
    expect(profileDirectory({ XDG_CONFIG_HOME: '/c' }, 'linux', '/home/a')).toBe('/c/outpost');
    expect(profileDirectory({}, 'darwin', '/Users/a')).toBe('/Users/a/Library/Application Support/Outpost');
    expect(profileDirectory({ APPDATA: 'C:/Roaming' }, 'win32', 'C:/Users/a')).toContain('Outpost');
  });
});
