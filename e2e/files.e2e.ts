// Verifies: SYNC-12
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pdf, png, sha256Of } from '../tests/support/test-files.ts';
import type { Device } from './support/device.ts';
import { useCompany } from './support/company.ts';
import { look } from './support/look.ts';
import { openLead, says, synced } from './support/screens.ts';

const company = useCompany();
const offer = pdf(300_000);
const face = png(180, 120, 120);

const documents = async ({ page }: Device): Promise<void> => page.getByRole('tab', { name: /Documents/ }).click();
const chip = ({ page }: Device, name: string, state: string | RegExp) =>
  page.getByRole('listitem').filter({ hasText: name }).getByText(state);

/** What the browser saves when one opens a document. */
async function savedBytes({ page }: Device, name: string): Promise<Buffer> {
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: `Open ${name}` }).click();
  const download = await saving;
  expect(download.suggestedFilename()).toBe(name);
  return readFileSync(await download.path());
}

/** The photo of the header has been drawn. */
async function showsPhoto({ page }: Device): Promise<void> {
  await page
    .locator('header img')
    .evaluate((image) => (image as HTMLImageElement).decode().then(() => (image as HTMLImageElement).naturalWidth))
    .then((width) => expect(width).toBe(120));
}

it('adds a photo and a document offline, shows them, keeps them over a restart, and brings them to a colleague', async () => {
  const leadId = await company().addLead({ firstName: 'Fiona', lastName: 'Files' });
  const { device, line } = await company().deviceOf('rita');
  line.cut();
  await says(device, 'Offline');
  await openLead(device, leadId, 'Fiona Files');
  await documents(device);
  const { page } = device;
  await page
    .locator('input[type=file][multiple]')
    .setInputFiles({ name: 'Offer.pdf', mimeType: 'application/pdf', buffer: Buffer.from(offer) });
  await chip(device, 'Offer.pdf', 'Waits for the network').waitFor();
  await page
    .locator('input[type=file]:not([multiple])')
    .setInputFiles({ name: 'face.png', mimeType: 'image/png', buffer: Buffer.from(face) });
  await showsPhoto(device);
  expect(sha256Of(await savedBytes(device, 'Offer.pdf'))).toBe(sha256Of(offer));
  await look(device, 'documents-offline');

  await device.restart();
  await showsPhoto(device);
  await documents(device);
  await chip(device, 'Offer.pdf', 'Waits for the network').waitFor();

  line.mend();
  await synced(device);
  await chip(device, 'Offer.pdf', 'Stored').waitFor();

  const { device: colleague } = await company().deviceOf('manager');
  await openLead(colleague, leadId, 'Fiona Files');
  await showsPhoto(colleague);
  await documents(colleague);
  await chip(colleague, 'Offer.pdf', 'Stored').waitFor();
  expect(sha256Of(await savedBytes(colleague, 'Offer.pdf'))).toBe(sha256Of(offer));
  expect([...device.troubles, ...colleague.troubles]).toEqual([]);
});

it('renames, removes and takes the removal back; a file that is no image is refused as a photo', async () => {
  const leadId = await company().addLead({ firstName: 'Rena', lastName: 'Renamed' });
  const { device } = await company().deviceOf('rita');
  const { page } = device;
  await openLead(device, leadId, 'Rena Renamed');
  await documents(device);
  await page
    .locator('input[type=file][multiple]')
    .setInputFiles({ name: 'Plan.txt', mimeType: 'text/plain', buffer: Buffer.from('a plan') });
  await page.getByRole('button', { name: 'More about Plan.txt' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'New name of Plan.txt' }).fill('Final plan.txt');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Open Final plan.txt' }).waitFor();
  await page.getByRole('button', { name: 'More about Final plan.txt' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByText('No documents yet').waitFor();
  await page.getByRole('button', { name: /Undo/ }).click();
  await page.getByRole('button', { name: 'Open Final plan.txt' }).waitFor();
  await page
    .locator('input[type=file]:not([multiple])')
    .setInputFiles({ name: 'face.png', mimeType: 'image/png', buffer: Buffer.from('<svg onload="alert(1)"/>') });
  await page.getByText('This file cannot be a photo').waitFor();
  expect(device.troubles).toEqual([]);
});
