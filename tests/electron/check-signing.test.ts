import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { signingProblems } from '../../scripts/check-signing.ts';

const apple = { APPLE_ID: 'a', APPLE_APP_SPECIFIC_PASSWORD: 'b', APPLE_TEAM_ID: 'c' };
const certificate = { CSC_LINK: 'file.p12', CSC_KEY_PASSWORD: 'secret' };

test('nobody asks: nothing is missing', () => {
  for (const env of [{}, { OUTPOST_SIGN: '0' }, { OUTPOST_SIGN: '' }]) {
    expect(signingProblems(env, 'darwin')).toEqual([]);
  }
});

test('each missing variable is named', () => {
  const env = { OUTPOST_SIGN: '1', CSC_LINK: 'file.p12', APPLE_ID: 'a' };
  expect(signingProblems(env, 'darwin')).toEqual([
    'Missing: CSC_KEY_PASSWORD.',
    'Missing: APPLE_APP_SPECIFIC_PASSWORD, APPLE_TEAM_ID — or instead: APPLE_API_KEY, APPLE_API_KEY_ID, APPLE_API_ISSUER.',
  ]);
  expect(signingProblems({ OUTPOST_SIGN: '1' }, 'win32')).toEqual([
    'Missing: WIN_CSC_LINK, WIN_CSC_KEY_PASSWORD — or instead: CSC_LINK, CSC_KEY_PASSWORD.',
  ]);
});

test('an empty variable is a missing one; a mistyped wish is no silent no', () => {
  expect(signingProblems({ OUTPOST_SIGN: '1', ...certificate, CSC_LINK: ' ' }, 'win32')).toHaveLength(1);
  expect(signingProblems({ OUTPOST_SIGN: 'true', ...certificate, ...apple }, 'darwin')).toHaveLength(1);
});

test('all there: signed packages can be made, where packages carry signatures', () => {
  const env = { OUTPOST_SIGN: '1', ...certificate, ...apple };
  expect(signingProblems(env, 'darwin')).toEqual([]);
  expect(signingProblems(env, 'win32')).toEqual([]);
  expect(signingProblems(env, 'linux')).toHaveLength(1);
});

test('the script fails, and prints no value', () => {
  const script = join(resolve(import.meta.dirname, '../..'), 'scripts/check-signing.ts');
  const env = { PATH: process.env['PATH'], OUTPOST_SIGN: 'my-secret' };
  const { status, stderr } = spawnSync(process.execPath, [script], { env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([1, expect.stringContaining('OUTPOST_SIGN')]);
});
