// Verifies: SYNC-1, SYNC-2
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Api } from '../server/api.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import type { DeviceProcess } from './support/device-process.ts';
import { hurried, leadTotal, leadWithNote, outbox, synced, useField } from './support/field.ts';

const field = useField();

async function create(device: DeviceProcess, ...names: string[]): Promise<void> {
  for (const name of names) await device.call('mutate', { name: 'lead.create', args: leadWithNote(name) });
}

async function namesOnServer(): Promise<string[]> {
  const owner = await new Api(field().server.url).signIn(adminEmail, adminPassword);
  const { body } = await owner.get<{ items: { lastName: string }[] }>('/v1/leads?limit=100');
  return body.items.map(({ lastName }) => lastName).toSorted();
}

it('goes on from yesterday’s copy of a profile: what was done since comes back, what is new is sent as another device’s', async () => {
  const { line, profiles } = field();
  const profile = join(profiles.path, 'restored');
  const device = await field().syncedDevice('restored');
  await create(device, 'Yesterday 1');
  await synced(device);
  // Yesterday's copy holds work that was not sent then and is today.
  line.cut();
  await create(device, 'Unsent yesterday');
  await device.stop();
  cpSync(profile, `${profile}.yesterday`, { recursive: true });
  line.mend();
  const today = await field().device('restored');
  await hurried(today);
  await create(today, 'Today 1', 'Today 2');
  await synced(today);
  await today.kill();

  rmSync(profile, { recursive: true });
  cpSync(`${profile}.yesterday`, profile, { recursive: true });
  line.cut();
  const restored = await field().device('restored');
  expect(await leadTotal(restored)).toBe(2);
  expect(await outbox(restored)).toHaveLength(1);
  // Under numbers that the server knows for something else.
  await create(restored, 'After the restore 1', 'After the restore 2', 'After the restore 3');
  line.mend();
  await hurried(restored);
  const all = [
    ...['After the restore 1', 'After the restore 2', 'After the restore 3'],
    ...['Today 1', 'Today 2', 'Unsent yesterday', 'Yesterday 1'],
  ];
  expect(await namesOnServer()).toEqual(all);
  await expect.poll(() => leadTotal(restored), { timeout: 20_000 }).toBe(all.length);
  expect((await restored.call('sync.status', {})).rejected).toBe(0);
}, 90_000);
