// Verifies: SYNC-9
import { expect, it } from 'vitest';
import type { LeadList } from '../../core/queries/lead-list.ts';
import { Api, newId, TestDevice } from '../server/api.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import type { DeviceProcess } from './support/device-process.ts';
import { leadTotal, leadWithNote, synced, useField } from './support/field.ts';

const field = useField();

const owner = (): Promise<Api> => new Api(field().server.url).signIn(adminEmail, adminPassword);

async function createLeads(device: DeviceProcess, name: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await device.call('mutate', { name: 'lead.create', args: leadWithNote(`${name} ${n}`) });
  }
  await synced(device);
}

async function namesOn(device: DeviceProcess): Promise<string[]> {
  const params = { filters: {}, sortBy: 'createdAt', sortDir: 'asc', offset: 0, limit: 200 };
  const { items } = (await device.call('query', { name: 'leadList', params })) as LeadList;
  return items.map(({ lastName }) => lastName ?? '').toSorted();
}

async function totalOnServer(): Promise<number> {
  return (await (await owner()).get<{ total: number }>('/v1/leads?limit=1')).body.total;
}

/** Asks for a sync and waits until the device has had an answer since. */
async function syncAgain(device: DeviceProcess): Promise<void> {
  const before = (await device.call('sync.status', {})).lastSyncedAt ?? 0;
  await device.call('sync.now', { reason: 'network' });
  await device.until(
    ({ connection, pending, lastSyncedAt }) => connection === 'online' && pending === 0 && (lastSyncedAt ?? 0) > before,
  );
}

it('gets back from the devices what it has forgotten, each from the one that made it', async () => {
  const one = await field().syncedDevice('one');
  const two = await field().syncedDevice('two');
  await createLeads(one, 'Before', 2);
  await field().backUpServer();
  await syncAgain(one);
  await createLeads(one, 'After, by one', 3);
  await createLeads(two, 'After, by two', 2);
  await syncAgain(one);
  expect(await leadTotal(one)).toBe(7);
  await two.stop();
  await field().restoreServer();
  expect(await totalOnServer()).toBe(2);
  await syncAgain(one);
  // What only the other device had made is not here for as long as that one is away.
  await expect
    .poll(() => namesOn(one), { timeout: 30_000 })
    .toEqual([...['After, by one 0', 'After, by one 1', 'After, by one 2'], ...['Before 0', 'Before 1']]);
  expect(await totalOnServer()).toBe(5);
  const back = await field().device('two');
  await expect.poll(() => totalOnServer(), { timeout: 30_000 }).toBe(7);
  await syncAgain(back);
  await syncAgain(one);
  expect(await namesOn(one)).toEqual(await namesOn(back));
  expect(await leadTotal(one)).toBe(7);
}, 120_000);

it('does not take from a device the many rows that it has forgotten itself, until the person says so', async () => {
  // Signed in before the backup: the restored server has forgotten whoever came later, and they sign in again.
  const device = await field().syncedDevice('held');
  await field().backUpServer();
  const elsewhere = new TestDevice(await owner());
  const leads = Array.from({ length: 700 }, (_, n) =>
    elsewhere.mutation('lead.create', { id: newId(), lastName: `Forgotten ${n}` }),
  );
  for (let at = 0; at < leads.length; at += 100) await elsewhere.push(...leads.slice(at, at + 100));
  await syncAgain(device);
  await createLeads(device, 'Mine', 1);
  const all = await leadTotal(device);
  expect(all).toBeGreaterThan(700);
  await field().restoreServer();
  await device.call('sync.now', { reason: 'network' });
  await device.until(({ problem }) => problem?.code === 'REMOVAL_HELD');
  expect(await leadTotal(device)).toBe(all);
  const held = await device.call('sync.heldRemoval', {});
  expect(held).toMatchObject({ decision: 'ask' });
  expect(held!.removed).toBeGreaterThanOrEqual(700);
  await device.call('sync.decideRemoval', { choice: 'keep' });
  await device.kill();
  const again = await field().device('held');
  await again.until(({ problem }) => problem?.code === 'REMOVAL_HELD');
  expect(await leadTotal(again)).toBe(all);
  await again.call('sync.decideRemoval', { choice: 'apply' });
  await synced(again);
  expect(await leadTotal(again)).toBe(all - 700);
  expect(await namesOn(again)).toContain('Mine 0');
}, 120_000);

it('does not ask about rows that the device itself can give back', async () => {
  const maker = await field().syncedDevice('maker');
  await field().backUpServer();
  const before = await leadTotal(maker);
  await syncAgain(maker);
  await createLeads(maker, 'Made here', 700);
  await field().restoreServer();
  await maker.call('sync.now', { reason: 'network' });
  await expect.poll(() => totalOnServer(), { timeout: 60_000 }).toBe(before + 700);
  await synced(maker);
  expect(await maker.call('sync.heldRemoval', {})).toBeNull();
  expect(await leadTotal(maker)).toBe(before + 700);
}, 180_000);
