import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { contentSecurityPolicy, pagePolicy } from '../../electron/shell/content-security-policy.ts';
import { findRendererFile } from '../../electron/shell/renderer-files.ts';
import { picture, pictureId } from '../support/served-picture.ts';
import { FakeElectron } from './fake-electron.ts';

let folder: string;
let root: string;
let get: (url: string, method?: string) => Promise<Response>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'outpost-renderer-'));
  root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), 'page');
  writeFileSync(join(root, 'assets/app-1a.js'), 'script');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  mkdirSync(join(folder, 'renderer-other'));
  writeFileSync(join(folder, 'renderer-other/secret.txt'), 'secret');
  const electron = new FakeElectron({ appPath: folder });
  vi.doMock('electron', () => electron.module);
  const { serveRenderer } = await import('../../electron/shell/app-protocol.ts');
  serveRenderer(root, async (documentId) => (documentId === pictureId ? picture() : undefined));
  const handler = electron.protocolHandlers.get('app')!;
  // A request as Chromium hands it over: it may hold an address that `new Request` would tidy up.
  get = async (url, method = 'GET') => handler({ url, method } as Request);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('serves the page and its files with their types and the policy', async () => {
  const page = await get('app://outpost/');
  expect([page.status, await page.text()]).toEqual([200, 'page']);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  const script = await get('app://outpost/assets/app-1a.js?v=1#x');
  expect([script.status, await script.text()]).toEqual([200, 'script']);
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  const head = await get('app://outpost/', 'HEAD');
  expect([head.status, await head.text(), head.headers.get('content-length')]).toEqual([200, '', '4']);
});

test('refuses what leads out of the folder, other hosts and other methods', async () => {
  for (const path of [
    '../secret.txt',
    '%2e%2e/secret.txt',
    '%2e%2e%2fsecret.txt',
    '..%5csecret.txt',
    'assets/..%2f..%2fsecret.txt',
    '%2e%2e/renderer-other/secret.txt',
    'index.html%00.js',
    '%ff',
    'C:%5cWindows%5cwin.ini',
    'C:/secret.txt',
    '%2fetc/passwd',
    'assets/',
    'missing.js',
  ]) {
    const response = await get(`app://outpost/${path}`);
    expect([path, response.status]).toEqual([path, 404]);
    expect(await response.text()).not.toContain('secret');
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
  }
  for (const host of ['evil', 'outpost.evil', 'outpost:1', '']) expect((await get(`app://${host}/`)).status).toBe(404);
  for (const method of ['POST', 'PUT', 'DELETE']) expect((await get('app://outpost/', method)).status).toBe(405);
});

// Elsewhere such names are folders and drives, and no test could make the files.
test.skipIf(process.platform === 'win32')(
  'names that mean another place on Windows are refused everywhere',
  async () => {
    for (const name of ['..\\secret.txt', 'C:secret.txt', 'index.html::$DATA']) {
      writeFileSync(join(root, name), 'secret');
      expect((await get(`app://outpost/${encodeURIComponent(name)}`)).status).toBe(404);
      rmSync(join(root, name));
    }
  },
);

test('no path ever names a file outside the folder', () => {
  const piece = fc.constantFrom(
    '..',
    '.',
    '/',
    '\\',
    '%2e',
    '%2f',
    '%5c',
    '%00',
    '%25',
    'secret.txt',
    'assets',
    'renderer-other',
    'index.html',
    ':',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const found = findRendererFile(root, `/${pieces.join('')}`);
      expect(found?.path ?? join(root, 'x')).toMatch(new RegExp(`^${root}/(?!.*secret)`));
    }),
    { numRuns: 2000 },
  );
});

test('the policy allows no eval, no inline script and nothing from elsewhere; the page carries the same', () => {
  expect(contentSecurityPolicy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:|\*/);
  const html = readFileSync(resolve(import.meta.dirname, '../../index.html'), 'utf8');
  expect(/http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html)?.[1]).toBe(pagePolicy);
});

test('hands out files of documents under headers in which nothing runs', async () => {
  const file = await get(`app://outpost/files/${pictureId}`);
  expect([file.status, await file.text()]).toEqual([200, 'picture']);
  expect(file.headers.get('content-type')).toBe('image/png');
  expect(file.headers.get('content-security-policy')).toBe(`default-src 'none'; sandbox`);
  expect(file.headers.get('cache-control')).toBe('no-store');
  expect((await get(`app://outpost/files/${pictureId}`, 'HEAD')).status).toBe(200);
  expect((await get(`app://outpost/files/${pictureId}`, 'POST')).status).toBe(405);
  expect((await get(`app://elsewhere/files/${pictureId}`)).status).toBe(404);
  expect((await get('app://outpost/files/01900000-0000-7000-8000-000000000002')).status).toBe(404);
  expect((await get('app://outpost/files/..%2Fsecret.txt')).status).toBe(404);
});
