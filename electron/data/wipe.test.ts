// Verifies: SYNC-11
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { beginWipe, finishWipe, isWiping, unfinishedWipes } from './wipe.ts';

let profile: string;
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'outpost-wipe-'));
});
afterEach(() => rmSync(profile, { recursive: true }));

function put(...names: readonly string[]): void {
  for (const name of names) {
    const path = join(profile, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, 'x');
  }
}
const left = (): string[] =>
  (
    readdirSync(profile, { recursive: true, withFileTypes: true }) as {
      isFile(): boolean;
      parentPath: string;
      name: string;
    }[]
  )
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(profile.length + 1))
    .toSorted();

const mine = [
  'data-aa.db',
  'data-aa.db-wal',
  'data-aa.db-shm',
  'data-aa.db.damaged-17',
  'data-aa.db.damaged-17-wal',
  'backups/data-aa.db.v1',
  'files/data-aa/12/1234',
  'data-aa.files/99',
];
const others = [
  'data-aab.db',
  'data-bb.db',
  'backups/data-bb.db.v1',
  'files/data-bb/12/1234',
  'settings.db',
  'vault.key',
];

it('takes everything of one database and nothing of the others', () => {
  put(...mine, ...others);
  beginWipe(join(profile, 'data-aa.db'));
  finishWipe(join(profile, 'data-aa.db'));
  expect(left()).toEqual(others.toSorted());
});

it('is known until it is done, however much was removed before', () => {
  put(...mine);
  const file = join(profile, 'data-aa.db');
  beginWipe(file);
  rmSync(join(profile, 'data-aa.db'));
  expect(unfinishedWipes(profile)).toEqual([file]);
  expect(isWiping(file)).toBe(true);
  finishWipe(file);
  finishWipe(file);
  expect(isWiping(file)).toBe(false);
  expect(existsSync(join(profile, 'data-aa.db-wal'))).toBe(false);
});
