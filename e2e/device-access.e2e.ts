// Verifies: SYNC-11, SYNC-9
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openEncrypted } from '../electron/data/sqlite-connection.ts';
import { keyFileVault } from '../scripts/browser-host/key-file.ts';
import { useCompany } from './support/company.ts';
import type { Device } from './support/device.ts';
import { look } from './support/look.ts';
import { password } from '../tests/server/company.ts';

const company = useCompany();

/** What the device knows of itself, changed while it is off. */
function rewriteFact(device: Device, key: string, value: unknown): void {
  const name = readdirSync(device.profile).find((file) => /^data-.*\.db$/.test(file))!;
  const db = openEncrypted(join(device.profile, name), keyFileVault(device.profile).load()!);
  db.prepare(
    `insert into deviceState (id, version, value) values (?, 0, ?)
     on conflict (id) do update set value = excluded.value`,
  ).run(key, JSON.stringify(value));
  db.close();
}

it('an admin sees the devices, revokes one, and it says that its data is gone', async () => {
  const { device: laptop, line } = await company().deviceOf('rolf');
  const { device: desk } = await company().deviceOf('manager');
  await company().addLead({ lastName: 'Lost' }, 'rolf');
  line.cut();
  const admin = await company().newDevice();
  await admin.device.page.getByLabel('Email').fill('olga@harbour.test');
  await admin.device.page.getByRole('textbox', { name: 'Password' }).fill('a long enough password');
  await admin.device.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await admin.device.goTo('#/sync/devices');
  const row = admin.device.page.getByRole('listitem').filter({ hasText: 'Rolf' }).first();
  await row.waitFor();
  await look(admin.device, 'sync-devices');
  await row.getByRole('button', { name: /^Revoke/ }).click();
  const dialog = admin.device.page.getByRole('dialog');
  await dialog.getByText('As soon as it has contact it removes all of its data', { exact: false }).waitFor();
  await look(admin.device, 'sync-devices-revoke');
  await dialog.getByRole('button', { name: 'Revoke', exact: true }).click();
  await row.getByText('Revoked, not heard of since', { exact: false }).waitFor();
  line.mend();
  await laptop.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await laptop.page.getByRole('heading', { name: 'This device was signed out and its data removed' }).waitFor();
  await look(laptop, 'wiped');
  expect(readdirSync(laptop.profile).filter((name) => name.startsWith('data-'))).toEqual([]);
  await admin.device.page.getByRole('button', { name: 'Refresh' }).click();
  await row.getByText('Revoked and wiped', { exact: false }).waitFor();
  await look(admin.device, 'sync-devices-wiped');
  // A manager sees the team's devices and may take access from their own alone.
  await desk.goTo('#/sync/devices');
  await desk.page.getByRole('listitem').filter({ hasText: 'Rolf' }).first().waitFor();
  expect(await desk.page.getByRole('button', { name: /^Revoke/ }).count()).toBe(0);
});

it('locks after a month, says what is safe, and opens by signing in', async () => {
  const { device, line } = await company().deviceOf('rita');
  line.cut();
  await device.page.keyboard.press('c');
  await device.page.getByRole('textbox', { name: 'Last name' }).fill('Written on the road');
  await device.page.keyboard.press('Control+Enter');
  await device.page.getByText('1 pending').waitFor();
  await device.restart(() => rewriteFact(device, 'lease', { elapsedMs: 31 * 86_400_000, seenAt: Date.now() }));
  await device.page.getByRole('heading', { name: 'This device is locked' }).waitFor();
  await device.page.getByText('1 change waits on this device', { exact: false }).waitFor();
  await look(device, 'locked');
  expect(await device.page.getByText('Written on the road').count()).toBe(0);
  line.mend();
  await device.page.getByRole('textbox', { name: 'Password' }).fill(password);
  await device.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await device.page.getByRole('navigation', { name: 'Main navigation' }).waitFor();
  await device.page.getByText('1 pending').waitFor({ state: 'detached' });
});

it('asks before a server may remove much of what is here', async () => {
  const { device } = await company().deviceOf('rita');
  const held = {
    tables: [
      { table: 'leads', rows: 812 },
      { table: 'notes', rows: 2041 },
    ],
    removed: 2853,
    held: 3120,
    at: Date.now(),
    decision: 'keep',
  };
  await device.restart(() => rewriteFact(device, 'removalHeld', held));
  await device.goTo('#/sync');
  const panel = device.page.getByRole('region', { name: 'The server wants to remove 2,853 of 3,120 entries' });
  await panel.getByText('You keep everything', { exact: false }).waitFor();
  await panel.getByText('2,041').waitFor();
  // Told once, with its choices, and what needs the person.
  expect(await device.page.getByRole('heading', { name: /The server wants to remove/ }).count()).toBe(1);
  await device.page.getByText('Decide about what the server wants to remove.').waitFor();
  await look(device, 'sync-removal');
  await panel.getByRole('button', { name: 'Ask the server again' }).click();
  // The server is as it should be: there is nothing left to decide.
  await panel.waitFor({ state: 'detached' });
  await device.page.getByLabel('Sync status').getByText('Online', { exact: true }).last().waitFor();
});
