// Verifies: SYNC-11
import { existsSync, mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { SyncLogEntry } from '../../core/bridge/sync-centre.ts';
import type { DeviceItem } from '../../core/protocol/devices.ts';
import { Api } from '../server/api.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import type { DeviceProcess } from './support/device-process.ts';
import { leadWithNote, synced, useField } from './support/field.ts';

const field = useField();
const password = 'correct horse battery';
/** So much to overwrite that the wipe takes a while. */
const copyBytes = 256 * 1024 * 1024;

const owner = (): Promise<Api> => new Api(field().server.url).signIn(adminEmail, adminPassword);

async function hire(name: string): Promise<{ email: string; id: string }> {
  const person = { name, email: `${name.toLowerCase()}@harbour.test`, role: 'rep', password };
  const { status, body } = await (await owner()).post<{ id: string }>('/v1/users', person);
  if (status !== 201) throw new Error(`hiring answered ${status}`);
  return { email: person.email, id: body.id };
}

async function signInAs(device: DeviceProcess, email: string): Promise<void> {
  await device.call('session.signIn', { serverUrl: field().line.url, email, password });
  await synced(device);
}

async function devicesOf(userId: string): Promise<readonly DeviceItem[]> {
  const { body } = await (await owner()).get<{ items: DeviceItem[] }>('/v1/devices');
  return body.items.filter((item) => item.userId === userId);
}

async function logged(device: DeviceProcess, kind: SyncLogEntry['kind']): Promise<readonly SyncLogEntry[]> {
  return (await device.call('sync.log', {})).filter((entry) => entry.kind === kind);
}

async function revoke(userId: string): Promise<void> {
  const { status } = await (await owner()).post('/v1/devices/revoke-all', { userId });
  expect(status).toBe(200);
}

const profileOf = (name: string): string => join(field().profiles.path, name);
const filesOf = (name: string): string[] =>
  (readdirSync(profileOf(name), { recursive: true }) as string[]).filter((file) => file.includes('data-')).toSorted();
const databases = (name: string): string[] => filesOf(name).filter((file) => /^data-[0-9a-f]+\.db$/.test(file));
const isMarked = (name: string): boolean => readdirSync(profileOf(name)).some((file) => file.endsWith('.wiping'));

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; !condition(); i++) {
    if (i > 20_000) throw new Error('it never happened');
    await delay(1);
  }
}

const list = { name: 'workspace', params: {} } as const;

it('wipes itself as soon as it hears of it, and says so; the database of somebody else stays', async () => {
  const [rolf, rita] = [await hire('Rolf'), await hire('Rita')];
  const device = await field().device('shared');
  await signInAs(device, rolf.email);
  const ofRolf = filesOf('shared');
  await signInAs(device, rita.email);
  expect((await devicesOf(rita.id))[0]).toMatchObject({
    appVersion: '1.2.3',
    pending: 0,
    platform: expect.any(String),
  });
  await revoke(rita.id);
  // Nobody presses anything: the end of its stream makes it ask.
  const { session } = (await device.window.event(
    (event) => event.type === 'session' && event.session.kind === 'signedOut' && event.session.wiped !== null,
  )) as { session: { wiped: unknown } };
  expect(session.wiped).toMatchObject({ organizationName: 'Harbour Supplies', lost: 0 });
  expect(await device.reply('query', list)).toMatchObject({ ok: false, error: { code: 'SIGNED_OUT' } });
  expect(databases('shared')).toEqual(ofRolf.filter((file) => file.endsWith('.db')));
  expect(isMarked('shared')).toBe(false);
  expect((await devicesOf(rita.id))[0]).toMatchObject({ toldAt: expect.any(String) });
  await signInAs(device, rolf.email);
  expect(await logged(device, 'wiped')).toEqual([]);
  // Whoever knows the password may begin anew, on this machine too; it is another device.
  await signInAs(device, rita.email);
  expect(await devicesOf(rita.id)).toHaveLength(2);
  // Whose data it was finds in the log of the new database what became of the old one.
  expect(await logged(device, 'wiped')).toMatchObject([{ details: { changes: 0 } }]);
}, 60_000);

it('goes on with a wipe that was killed, before anything can be read', async () => {
  const interrupted: boolean[] = [];
  for (const afterMs of [0, 20, 60]) {
    const name = `killed-${afterMs}`;
    const person = await hire(name);
    const device = await field().device(name);
    await signInAs(device, person.email);
    const [database] = databases(name);
    mkdirSync(join(profileOf(name), 'backups'), { recursive: true });
    const copy = join(profileOf(name), 'backups', `${database}.v1`);
    writeFileSync(copy, 'a copy made before a migration');
    truncateSync(copy, copyBytes);
    field().line.cut();
    await device.call('mutate', { name: 'lead.create', args: leadWithNote('Never sent') });
    await revoke(person.id);
    field().line.mend();
    await device.call('sync.now', { reason: 'network' });
    await until(() => isMarked(name) || databases(name).length === 0);
    await delay(afterMs);
    await device.kill();
    interrupted.push(isMarked(name) && existsSync(copy));
    field().line.cut();
    const again = await field().device(name);
    expect(await again.reply('query', list)).toMatchObject({ ok: false, error: { code: 'SIGNED_OUT' } });
    expect(await again.reply('outbox.list', {})).toMatchObject({ ok: false, error: { code: 'SIGNED_OUT' } });
    expect(await again.call('session.get', {})).toMatchObject({ kind: 'signedOut', wiped: { lost: 1 } });
    expect(filesOf(name)).toEqual([]);
    await again.kill();
    field().line.mend();
  }
  // Otherwise this test has proven nothing.
  expect(interrupted).toContain(true);
}, 120_000);
