import { expect, it } from 'vitest';
import { adminEmail, adminPassword } from '../tests/server/server-process.ts';
import { newId } from '../tests/server/api.ts';
import { useCompany } from './support/company.ts';
import { HostRefused, startHost } from './support/host-process.ts';
import { openSample, says, signIn, synced } from './support/screens.ts';

const company = useCompany();

it('explains a wrong password and an address without a server, then signs in', async () => {
  await company().addLead({ firstName: 'Already', lastName: 'There' });
  const { device, line } = await company().newDevice();
  const { page } = device;
  await signIn(device, adminEmail, 'not the password');
  await page.getByRole('alert').getByText('Email or password is wrong').waitFor();

  line.cut();
  await signIn(device, adminEmail, adminPassword);
  await page.getByRole('alert').getByText('The server cannot be reached').waitFor();
  line.mend();

  await page.getByLabel('Email').fill('no address');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Enter an email address such as name@example.com').waitFor();

  await signIn(device, adminEmail, adminPassword);
  await synced(device);
  await device.goTo('#/leads');
  await page.getByRole('gridcell', { name: 'Already There', exact: true }).waitFor();
});

it('shows how far the first download is, works meanwhile, and goes on after the line was cut', async () => {
  const { device, line } = await company().newDevice();
  const { page } = device;
  // Everything up to the first rows passes; the rest is held back.
  line.fate = (sent) => (sent.includes('POST /v1/sync/snapshot') ? 'holdReply' : 'pass');
  await signIn(device, adminEmail, adminPassword);
  const banner = page.getByRole('region', { name: 'Getting your data' });
  await banner.getByText(/on this device$|Getting ready to download/).waitFor();
  await banner.getByText('You can start now; lists fill up as entries arrive.').waitFor();
  await device.goTo('#/leads');
  await page.getByText('Not on this device yet').waitFor();

  line.cut();
  await banner.getByText(/^The download has paused/).waitFor();
  line.fate = () => 'pass';
  line.mend();
  await synced(device);
  await banner.waitFor({ state: 'detached' });
  await page.getByRole('gridcell', { name: 'Already There', exact: true }).waitFor();
});

it('opens the sample company without any server, and keeps what is done in it over a restart', async () => {
  const { device, line } = await company().newDevice();
  const { page } = device;
  line.cut();
  await openSample(device);
  await says(device, 'On this device only');
  await device.goTo('#/leads');
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'New lead' });
  await dialog.getByLabel('Last name').fill(`Sampled ${newId()}`);
  await dialog.getByRole('button', { name: 'Save and open' }).click();
  await page.getByRole('heading', { level: 1, name: /^Sampled/ }).waitFor();
  await device.restart();
  await device.page.getByRole('heading', { level: 1, name: /^Sampled/ }).waitFor();
  await says(device, 'On this device only');
});

it('refuses a second host on the same profile in one clear line; the first goes on', async () => {
  const { device } = await company().newDevice();
  const refused = await startHost({ profile: device.profile }).catch((cause: unknown) => cause);
  expect(refused).toBeInstanceOf(HostRefused);
  const { code, stderr } = refused as HostRefused;
  expect(code).toBe(1);
  expect(stderr.trim()).toBe(
    'This profile is open in another Outpost. Close it there, or start with another profile folder.',
  );
  await openSample(device);
});
