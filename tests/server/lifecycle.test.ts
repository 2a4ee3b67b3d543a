import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expirePostgresSessions, freshDatabase, storeKinds } from '../support/fresh-database.ts';
import { Api, EventReader, newId, TestDevice } from './api.ts';
import { adminEmail, adminPassword, dataFolder, runServer, startServer } from './server-process.ts';

describe('the command line', () => {
  let folder: Awaited<ReturnType<typeof dataFolder>>;
  beforeAll(async () => {
    folder = await dataFolder();
  });
  afterAll(() => folder.remove());

  test('--help explains itself', async () => {
    const { code, stdout, stderr } = await runServer({ folder: folder.path, args: ['--help'] });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const option of ['--port', '--data', '--admin-email', 'DATABASE_URL', 'BETTER_AUTH_SECRET']) {
      expect(stdout).toContain(option);
    }
  });

  test.each([
    [['--prot', '80'], '--prot'],
    [['--port', '99999'], '--port 99999'],
    [['--port'], '--port'],
    [['extra'], 'extra'],
    [['--currency', 'EURO'], '--currency EURO'],
    [['--time-zone', 'Mars/Base'], '--time-zone Mars/Base'],
    [['--public-url', 'crm.example.com'], '--public-url'],
    [['--admin-email', 'olga'], '--admin-password'],
    [['--admin-email', 'olga', '--admin-password', adminPassword], 'email'],
    [['--admin-email', adminEmail, '--admin-password', 'short'], '15 characters'],
    [[], '--admin-email'],
  ])('%j is one clear line and exit code 2', async (args, said) => {
    const { code, stderr } = await runServer({ folder: folder.path, args });
    expect({ code, lines: stderr.trim().split('\n').length }).toEqual({ code: 2, lines: 1 });
    expect(stderr).toContain(said);
    expect(stderr).not.toContain(adminPassword);
  });

  test('a port in use is one clear line and exit code 1', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const port = String((other.address() as AddressInfo).port);
    const args = ['--port', port, '--admin-email', adminEmail, '--admin-password', adminPassword];
    const { code, stderr } = await runServer({ folder: folder.path, args });
    other.close();
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `Port ${port} on 127.0.0.1 is in use: choose another with --port.\n`,
    });
  });
});

test('a second server on a data folder says so and leaves', async () => {
  const folder = await dataFolder();
  const server = await startServer({ folder: folder.path });
  const { code, stderr } = await runServer({ folder: folder.path, args: ['--port', '0'] });
  expect({ code, lines: stderr.trim().split('\n').length }).toEqual({ code: 1, lines: 1 });
  expect(stderr).toContain(folder.path);
  expect((await new Api(server.url).get('/readyz')).status).toBe(200);
  expect(await server.stop()).toBe(0);
  await folder.remove();
});

describe.each(storeKinds)('stopping (%s)', (kind) => {
  test('ends open streams, exits with 0, and starts again with everything', async () => {
    const folder = await dataFolder();
    const databaseUrl = await freshDatabase(kind, 'lifecycle');
    const first = await startServer({ folder: folder.path, databaseUrl });
    const owner = await new Api(first.url).signIn(adminEmail, adminPassword);
    const events = await EventReader.open(owner);
    await events.next();
    const lead = { id: newId(), lastName: 'Petersen' };
    await new TestDevice(owner).apply('lead.create', lead);
    const startedAt = Date.now();
    const stopped = first.stop();
    await events.next(); // the poke
    expect(await events.next()).toBeUndefined();
    expect(await stopped).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(9000);
    expect(first.log()).not.toContain(adminPassword);
    expect(first.log()).not.toContain(owner.token);

    // Without naming the administrator again: the session and the secret outlive the process.
    const second = await startServer({ folder: folder.path, databaseUrl });
    const again = new Api(second.url, owner.token);
    expect((await again.get(`/v1/leads/${lead.id}`)).body).toMatchObject({ lastName: 'Petersen' });
    expect(await second.stop()).toBe(0);
    await folder.remove();
  });

  test('a session that has expired is none', async () => {
    const folder = await dataFolder();
    const databaseUrl = await freshDatabase(kind, 'expiry');
    const first = await startServer({ folder: folder.path, databaseUrl });
    const owner = await new Api(first.url).signIn(adminEmail, adminPassword);
    expect((await owner.get('/v1/session')).status).toBe(200);
    await first.stop();
    await expireSessions(folder.path, databaseUrl);
    const second = await startServer({ folder: folder.path, databaseUrl });
    const { status, body } = await new Api(second.url, owner.token).get('/v1/session');
    expect({ status, code: body['code'] }).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
    await second.stop();
    await folder.remove();
  });

  test('the data is readable by its owner only', async () => {
    const folder = await dataFolder();
    const server = await startServer({ folder: folder.path, databaseUrl: await freshDatabase(kind, 'secret') });
    const written = await readdir(folder.path, { recursive: true, withFileTypes: true });
    expect(written.map(({ name }) => name)).toContain('secret');
    for (const entry of written) {
      const { mode } = await stat(join(entry.parentPath, entry.name));
      expect({ name: entry.name, forOthers: mode & 0o077 }).toEqual({ name: entry.name, forOthers: 0 });
    }
    await server.stop();
    await folder.remove();
  });
});

async function expireSessions(folder: string, databaseUrl: string | undefined): Promise<void> {
  if (databaseUrl !== undefined) return expirePostgresSessions(databaseUrl);
  const database = new Database(join(folder, 'directory.db'));
  database.prepare(`update session set "expiresAt" = ?`).run(new Date(Date.now() - 1000).toISOString());
  database.close();
}
