// Verifies: SYNC-11, SYNC-9
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SessionState, SyncStatus } from '../../core/bridge/contract.ts';
import { organizationId } from '../../core/schema/people.ts';
import { Api, newId, TestDevice } from '../server/api.ts';
import { adminEmail, adminPassword, dataFolder, startServer, type ServerProcess } from '../server/server-process.ts';
import { temporaryFolder } from '../support/device-store.ts';
import { startClockedHost, type ClockedHost } from '../support/host-with-clock.ts';

const day = 86_400_000;
const password = 'correct horse battery';
const workspace = { name: 'workspace', params: {} };

let folder: Awaited<ReturnType<typeof dataFolder>>;
let server: ServerProcess;
let profiles: ReturnType<typeof temporaryFolder>;
const running = new Set<ClockedHost>();

beforeAll(async () => {
  folder = await dataFolder();
  server = await startServer({ folder: folder.path });
});
afterAll(async () => {
  await server.stop();
  await folder.remove();
});
beforeEach(() => (profiles = temporaryFolder()));
afterEach(() => {
  for (const host of running) stop(host);
  profiles.remove();
});

function start(name: string, offsetMs = 0): ClockedHost {
  const host = startClockedHost(profiles.path, name, offsetMs);
  running.add(host);
  return host;
}
function stop(host: ClockedHost): void {
  running.delete(host);
  host.close();
}
async function stateOf({ window }: ClockedHost): Promise<SessionState> {
  return ((await window.call('session.get', {})) as { value: SessionState }).value;
}
async function signIn({ window }: ClockedHost, email = adminEmail, secret = adminPassword): Promise<SessionState> {
  const reply = await window.call('session.signIn', { serverUrl: server.url, email, password: secret });
  if (!reply.ok) throw new Error(JSON.stringify(reply.error));
  return reply.value as SessionState;
}
const status = (host: ClockedHost, fits: (status: SyncStatus) => boolean) =>
  host.window.event((event) => event.type === 'status' && fits(event.status));
const synced = (host: ClockedHost) =>
  status(
    host,
    ({ connection, pending, lastSyncedAt }) => connection === 'online' && pending === 0 && lastSyncedAt !== null,
  );
const createLead = ({ window }: ClockedHost, lastName: string) =>
  window.call('mutate', { name: 'lead.create', args: { id: newId(), lastName } });

async function restartServer(whileDown: () => Promise<void>): Promise<void> {
  const { port } = new URL(server.url);
  await server.stop();
  await whileDown();
  server = await startServer({ folder: folder.path, args: ['--port', port] });
}

describe('a device without contact', () => {
  it('warns, locks, keeps everything, and opens by signing in', async () => {
    let host = start('away');
    await signIn(host);
    await synced(host);
    await restartServer(async () => {
      await createLead(host, 'Written on the road');
      host.turnClock(29.5 * day);
      host.minutePasses();
      await status(host, ({ locksInDays }) => locksInDays === 1);
      expect(await host.window.call('query', workspace)).toMatchObject({ ok: true });
      host.turnClock(30.5 * day);
      const refused = { ok: false, error: { kind: 'failed', code: 'LOCKED' } };
      expect(await host.window.call('query', workspace)).toMatchObject(refused);
      expect(await createLead(host, 'Not any more')).toMatchObject(refused);
      expect(await host.window.call('outbox.list', {})).toMatchObject(refused);
      expect(await host.window.call('subscribe', { id: 'q', ...workspace })).toMatchObject(refused);
      await host.window.event((event) => event.type === 'session' && event.session.kind === 'locked');
      await status(host, ({ problem }) => problem?.code === 'LEASE_EXPIRED');
      // Turning the clock back does not open it, neither now nor after a restart.
      host.turnClock(0);
      expect((await stateOf(host)).kind).toBe('locked');
      stop(host);
      host = start('away', 2 * day);
      expect(await stateOf(host)).toMatchObject({ kind: 'locked', email: adminEmail, pending: 1, leaseDays: 30 });
    });
    // The network alone does not open it.
    await host.window.call('sync.now', { reason: 'network' });
    expect((await stateOf(host)).kind).toBe('locked');
    expect(await signIn(host)).toMatchObject({ kind: 'signedIn' });
    await synced(host);
    const api = await new Api(server.url).signIn(adminEmail, adminPassword);
    const { body } = await api.get<{ items: { lastName: string }[] }>('/v1/leads');
    expect(body.items.map(({ lastName }) => lastName)).toEqual(['Written on the road']);
  }, 60_000);

  it('is locked by a clock that is a year ahead, and signing in mends it, whatever the clock then says', async () => {
    const host = start('ahead');
    await signIn(host);
    await synced(host);
    host.turnClock(365 * day);
    host.minutePasses();
    expect((await stateOf(host)).kind).toBe('locked');
    expect(await signIn(host)).toMatchObject({ kind: 'signedIn' });
    host.turnClock(0);
    host.minutePasses();
    expect(await host.window.call('query', workspace)).toMatchObject({ ok: true });
  }, 30_000);

  it('goes by the days of its organization', async () => {
    const host = start('short');
    await signIn(host);
    await synced(host);
    const changes = { leaseDays: { from: null, to: 2 } };
    const args = { id: organizationId, changes };
    expect(await host.window.call('mutate', { name: 'organization.update', args })).toMatchObject({ ok: true });
    host.turnClock(3 * day);
    expect(await stateOf(host)).toMatchObject({ kind: 'locked', leaseDays: 2 });
    await signIn(host);
    const back = { id: organizationId, changes: { leaseDays: { from: 2, to: 30 } } };
    expect(await host.window.call('mutate', { name: 'organization.update', args: back })).toMatchObject({ ok: true });
    await status(host, ({ pending }) => pending === 1);
    await synced(host);
    const none = { id: organizationId, changes: { leaseDays: { from: 30, to: 0 } } };
    expect(await host.window.call('mutate', { name: 'organization.update', args: none })).toMatchObject({ ok: false });
  }, 30_000);

  it('hears of its revocation although it is locked, and wipes itself', async () => {
    const owner = await new Api(server.url).signIn(adminEmail, adminPassword);
    const person = { name: 'Lara', email: 'lara@harbour.test', role: 'rep', password };
    const { body } = await owner.post<{ id: string }>('/v1/users', person);
    const host = start('stolen');
    await signIn(host, person.email, password);
    await synced(host);
    stop(host);
    await owner.post('/v1/devices/revoke-all', { userId: body.id });
    const again = start('stolen', 40 * day);
    await again.window.event(
      (event) => event.type === 'session' && event.session.kind === 'signedOut' && event.session.wiped !== null,
    );
    expect(readdirSync(join(profiles.path, 'stolen')).filter((name) => name.startsWith('data-'))).toEqual([]);
  }, 30_000);
});

it("another person's changes stay in their own database, and whoever signs in is told of them", async () => {
  const owner = await new Api(server.url).signIn(adminEmail, adminPassword);
  await owner.post('/v1/users', { name: 'Nils', email: 'nils@harbour.test', role: 'rep', password });
  const host = start('shared');
  await signIn(host);
  await synced(host);
  await restartServer(async () => {
    await createLead(host, 'Left behind');
    await status(host, ({ pending }) => pending === 1);
  });
  // Before the line comes back by itself.
  const other = await signIn(host, 'nils@harbour.test', password);
  if (other.kind !== 'signedIn') throw new Error(other.kind);
  expect(other.leftBehind).toMatchObject([{ email: adminEmail, pending: 1, organizationName: 'Harbour Supplies' }]);
  expect(await signIn(host)).toMatchObject({ leftBehind: [] });
  await synced(host);
  await new TestDevice(owner).apply('lead.create', { id: newId(), lastName: 'After' });
}, 30_000);
