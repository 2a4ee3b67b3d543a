import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startBrowserHost, type BrowserHost } from '../../scripts/browser-host/server.ts';
import { temporaryFolder } from '../support/device-store.ts';
import { picture, pictureId } from '../support/served-picture.ts';

type Answer = {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
};

describe('the browser host', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let host: BrowserHost;
  beforeEach(async () => {
    folder = temporaryFolder();
    mkdirSync(join(folder.path, 'renderer/assets'), { recursive: true });
    writeFileSync(join(folder.path, 'renderer/index.html'), '<!doctype html>');
    writeFileSync(join(folder.path, 'renderer/assets/index-1a2b.js'), 'export {}');
    writeFileSync(join(folder.path, 'secret.txt'), 'secret');
    const echo = {
      connect: (receive: (message: never) => void) => ({
        post: (message: unknown) => receive(message as never),
        close: () => {},
      }),
      file: async (documentId: string) => (documentId === pictureId ? picture() : undefined),
    };
    host = await startBrowserHost({ port: 0, renderer: join(folder.path, 'renderer'), worker: echo });
  });
  afterEach(async () => {
    await host.close();
    folder.remove();
  });

  const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: host.port, path, method, headers }, (response) => {
        let body = '';
        response.on('data', (chunk) => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
      });
      sent.on('error', reject).end();
    });
  const admitted = async (): Promise<{ cookie: string }> => {
    const { pathname, search } = new URL(host.startUrl);
    const { headers } = await get(pathname + search);
    return { cookie: String(headers['set-cookie']).split(';')[0]! };
  };
  /** @returns the first echo, or the HTTP status of a refusal */
  const bridge = (headers: Record<string, string>, path = '/bridge'): Promise<string | number> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers });
      socket.on('open', () => socket.send('{"id":1}'));
      socket.on('message', (data) => {
        resolve(String(data));
        socket.close();
      });
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode!));
      socket.on('error', reject);
    });
  const own = (): string => `http://127.0.0.1:${host.port}`;

  it('exchanges its start address for a strict cookie, once', async () => {
    const { pathname, search } = new URL(host.startUrl);
    const first = await get(pathname + search);
    expect(first.status).toBe(303);
    expect(first.headers['location']).toBe('/');
    expect(String(first.headers['set-cookie'])).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    expect((await get(pathname + search)).status).toBe(401);
    expect((await get('/start?token=guess')).status).toBe(401);
    expect((await get('/start')).status).toBe(401);
  });

  it('a wrong guess does not use the token up', async () => {
    await get('/start?token=guess');
    expect((await get('/', await admitted())).status).toBe(200);
  });

  it('serves the screens to the admitted browser only', async () => {
    expect((await get('/')).status).toBe(401);
    const cookie = await admitted();
    expect(await get('/', cookie)).toMatchObject({ status: 200, body: '<!doctype html>' });
    expect((await get('/', { cookie: 'outpost=guess' })).status).toBe(401);
    const script = await get('/assets/index-1a2b.js', cookie);
    expect(script.headers['content-type']).toContain('text/javascript');
    expect(script.headers['cache-control']).toContain('immutable');
    expect((await get('/', cookie)).headers['cache-control']).toBe('no-cache');
    expect((await get('/missing.js', cookie)).status).toBe(404);
    expect((await get('/', cookie, 'POST')).status).toBe(405);
    expect((await get('/', cookie, 'HEAD')).body).toBe('');
  });

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt', '/%00', '/%', '/assets'])(
    'never leaves its folder: %s',
    async (path) => {
      const answer = await get(path, await admitted());
      expect(answer.status).toBe(404);
      expect(answer.body).not.toContain('secret');
    },
  );

  it('sends a policy without eval and without foreign sources, also with refusals', async () => {
    for (const answer of [await get('/'), await get('/', await admitted())]) {
      const policy = String(answer.headers['content-security-policy']);
      expect(policy).toContain(`default-src 'none'`);
      expect(policy).toContain(`script-src 'self';`);
      expect(policy).toContain(`frame-ancestors 'none'`);
      expect(policy).not.toContain('unsafe-eval');
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
    }
  });

  it('refuses other names for its address (DNS rebinding)', async () => {
    const cookie = await admitted();
    expect((await get('/', { ...cookie, host: `evil.example:${host.port}` })).status).toBe(421);
    expect((await get('/', { ...cookie, host: `localhost:${host.port}` })).status).toBe(421);
    expect(await bridge({ ...cookie, origin: own(), host: 'evil.example' })).toBe(421);
  });

  it('refuses requests that other sites caused', async () => {
    const cookie = await admitted();
    expect((await get('/', { ...cookie, origin: 'https://evil.example' })).status).toBe(403);
    expect((await get('/', { ...cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await get('/', { ...cookie, 'sec-fetch-site': 'none' })).status).toBe(200);
  });

  it('opens the bridge to its own pages in the admitted browser only', async () => {
    const cookie = await admitted();
    expect(await bridge({ ...cookie, origin: own() })).toBe('{"id":1}');
    expect(await bridge({ ...cookie, origin: 'https://evil.example' })).toBe(403);
    expect(await bridge({ ...cookie, origin: 'null' })).toBe(403);
    expect(await bridge({ ...cookie })).toBe(403);
    expect(await bridge({ origin: own() })).toBe(401);
    expect(await bridge({ ...cookie, origin: own() }, '/other')).toBe(404);
  });

  it('hands out files of documents to its own page only, and nothing runs in them', async () => {
    const cookie = await admitted();
    const file = await get(`/files/${pictureId}`, cookie);
    expect([file.status, file.body]).toEqual([200, 'picture']);
    expect(file.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `inline; filename="a.png"; filename*=UTF-8''a.png`,
      'content-security-policy': `default-src 'none'; sandbox`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect((await get(`/files/${pictureId}`)).status).toBe(401);
    expect((await get(`/files/${pictureId}`, { ...cookie, origin: 'https://evil.test' })).status).toBe(403);
    expect((await get(`/files/${pictureId.replace(/1$/, '2')}`, cookie)).status).toBe(404);
    expect((await get(`/files/..%2F..%2Fsecret.txt`, cookie)).status).toBe(404);
  });

  it('listens on the loopback address only', async () => {
    await expect(
      startBrowserHost({
        port: host.port,
        renderer: folder.path,
        worker: { connect: () => ({ post: () => {}, close: () => {} }), file: async () => undefined },
      }),
    ).rejects.toThrow('EADDRINUSE');
    expect(new URL(host.startUrl).hostname).toBe('127.0.0.1');
  });
});
