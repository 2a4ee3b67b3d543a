import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { TestDevice } from '../tests/server/api.ts';
import type { ConnectedDevice } from './support/company.ts';
import { useCompany } from './support/company.ts';
import type { Device } from './support/device.ts';
import { look } from './support/look.ts';
import { editField, openLead, says, statusBar, syncNow, synced } from './support/screens.ts';
import { askForWebsite, comeBack, leadsOfTheDay, quickAdd, workElsewhere, workOffline } from './support/sync-states.ts';
import type { SyncDay } from './support/sync-states.ts';

const company = useCompany();

/** Goes to a part of the Sync centre with the keyboard alone. */
async function goToPart({ page }: Device, name: string): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press('y');
  const tab = page.getByRole('tab', { name: new RegExp(`^${name}`) });
  await page.getByRole('tab', { name: 'Overview', selected: true }).focus();
  for (let i = 0; i < 8 && (await tab.getAttribute('aria-selected')) !== 'true'; i++) {
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-selected') === 'true');
  }
  await page.getByRole('tabpanel').waitFor();
}

describe('a day without a network', () => {
  let day: SyncDay;
  let rita: ConnectedDevice;

  beforeAll(async () => {
    const ids = await leadsOfTheDay(company());
    rita = await company().deviceOf('rita');
    day = { company: company(), rita, ids };
  });

  it('begins with nothing to say, on every part', async () => {
    const { device } = rita;
    for (const part of ['Overview', 'Pending', 'Refused', 'Conflicts', 'Log']) {
      await goToPart(device, part);
      await look(device, `sync-empty-${part.toLowerCase()}`);
    }
    await goToPart(device, 'Overview');
    await device.page.getByRole('heading', { name: 'Everything is in sync' }).waitFor();
  });

  it('says what is on this device only, in sentences, and leads there from the status bar', async () => {
    const { device } = rita;
    const { page } = device;
    await workOffline(day);
    await statusBar(device)
      .getByRole('link', { name: /pending$/ })
      .click();
    for (const sentence of [
      'Nora Falk: changed Company to “Falk and Sons”',
      'Nora Falk: changed Job title to “Buyer”',
      /^Nora Falk: changed Description to “Met Anna at the fair/,
      'Emil Berg: changed Company to “Berg Shipping”',
      'Created the lead Nils New',
    ]) {
      await page.getByText(sentence).waitFor();
    }
    expect(await page.getByText('On this device only').count()).toBe(6);
    await look(device, 'sync-pending');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Nora Falk' }).waitFor();
    await goToPart(device, 'Overview');
    await page.getByRole('heading', { name: '6 changes are on this device only' }).waitFor();
    await look(device, 'sync-offline');
  });

  it('ends with what needs the person, and where it is', async () => {
    const { device } = rita;
    await workElsewhere(day);
    await comeBack(day);
    await goToPart(device, 'Overview');
    await device.page.getByRole('heading', { name: '5 things need you' }).waitFor();
    await look(device, 'sync-needs-you');
    await statusBar(device)
      .getByRole('link', { name: /need attention$/ })
      .click();
    await device.page.getByRole('tab', { name: /^Refused/, selected: true }).waitFor();
    await look(device, 'sync-refused');
  });

  it('restores a lead from the trash and applies the edit that it refused', async () => {
    const { device } = rita;
    await device.page.getByRole('button', { name: /^Restore and apply: Tilda Thorn/ }).press('Enter');
    await synced(device);
    await expect.poll(async () => (await company().leadOnServer(day.ids.tilda))['company']).toBe('Thorn and Daughters');
  });

  it('corrects a refused change in a form, which is accepted', async () => {
    const { device } = rita;
    const { page } = device;
    await goToPart(device, 'Refused');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Correct this change' });
    await dialog.getByRole('textbox', { name: 'Website' }).waitFor();
    expect(
      await page.evaluate(() => document.activeElement?.closest('[class*="InputWrapper-root"]')?.textContent),
    ).toMatch(/^Website/);
    await look(device, 'sync-correct');
    await dialog.getByRole('textbox', { name: 'Website' }).fill('no address');
    await page.keyboard.press('Control+Enter');
    await dialog.getByText('does not have the right form').first().waitFor();
    await dialog.getByRole('textbox', { name: 'Website' }).fill('nils.example');
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    await synced(device);
    await page.getByText('Nothing was refused').waitFor();
    const { body } = await company().owner.get<{ items: { name: string }[] }>('/v1/leads?search=Nils');
    expect(body.items.map((lead) => lead.name)).toContain('Nils New');
  });

  it('decides concurrent edits each way: use the other, edit, keep', async () => {
    const { device } = rita;
    const { page } = device;
    await goToPart(device, 'Conflicts');
    await look(device, 'sync-conflicts');
    const nora = page.getByRole('region', { name: 'Nora Falk' });
    await nora.getByRole('listitem', { name: 'Company' }).getByRole('button', { name: 'Use the other' }).press('Enter');
    await nora.getByRole('listitem', { name: 'Company' }).waitFor({ state: 'detached' });
    await nora.getByRole('button', { name: 'Edit' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Another value for Description' });
    await dialog.getByRole('textbox', { name: 'Description' }).fill('Wants seventy lines.');
    await look(device, 'sync-conflict-edit');
    await page.keyboard.press('Control+Enter');
    await nora.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Keep', exact: true }).press('Enter');
    await page.getByText('No conflicts to decide').waitFor();
    await synced(device);
    expect(await company().leadOnServer(day.ids.nora)).toMatchObject({
      company: 'Falk and Sons',
      description: 'Wants seventy lines.',
    });
    expect(await company().leadOnServer(day.ids.emil)).toMatchObject({ company: 'Berg Group' });
  });

  it('has written down what happened, without a word of anyone', async () => {
    const { device } = rita;
    const { page } = device;
    await goToPart(device, 'Log');
    await page
      .getByText(/changes were refused|change was refused/)
      .first()
      .waitFor();
    await look(device, 'sync-log');
    const text = await page.getByRole('tabpanel').innerText();
    expect(text).not.toMatch(/Nora|Falk|Emil|Berg|Rita|harbour|@/);
    await page.getByText('Problems', { exact: true }).click();
    await page
      .getByText(/^Receiving failed|^Sending failed/)
      .first()
      .waitFor();
    expect(await page.getByText(/^Sent \d+ change/).count()).toBe(0);
  });
});

/** Presses the button that saves the outbox. @returns the text of the file */
async function exported({ page }: Device): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export as file' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^outpost-outbox-\d{4}-\d\d-\d\d\.json$/);
  return readFileSync(await download.path(), 'utf8');
}

async function imported({ page }: Device, text: string): Promise<void> {
  const file = { name: 'outbox.json', mimeType: 'application/json', buffer: Buffer.from(text) };
  await page.locator('input[type="file"]').setInputFiles(file);
}

it('carries work to another device of the same person, once, and refuses every other file', async () => {
  const lead = await company().addLead({
    firstName: 'Carla',
    lastName: 'Crate',
    company: 'Crate',
    website: 'c.example',
  });
  const [old, fresh, other] = [
    await company().deviceOf('rita'),
    await company().deviceOf('rita'),
    await company().deviceOf('rolf'),
  ];
  old.line.cut();
  await openLead(old.device, lead, 'Carla Crate');
  await editField(old.device, 'Company', '=1+1');
  await editField(old.device, 'Job title', '<b>Captain</b>');
  await goToPart(old.device, 'Overview');
  const text = await exported(old.device);

  const { page } = fresh.device;
  await goToPart(fresh.device, 'Overview');
  await imported(fresh.device, text.replace('Captain', 'Admiral'));
  await page.getByText('This file was damaged or changed').waitFor();
  await imported(fresh.device, 'not a file of ours');
  await page.getByText('This is not an outbox file').waitFor();
  await goToPart(other.device, 'Overview');
  await imported(other.device, text);
  await other.device.page.getByText('This file belongs to someone else').waitFor();
  await imported(fresh.device, text);
  await page.getByText('2 changes were taken over and are being sent.').waitFor();
  await synced(fresh.device);
  await imported(fresh.device, text);
  await page.getByText('2 were known already.').waitFor();
  await look(fresh.device, 'sync-imported');
  expect(await company().leadOnServer(lead)).toMatchObject({ company: '=1+1', title: '<b>Captain</b>' });

  old.line.mend();
  await syncNow(old.device);
  await synced(old.device);
  const history = await company().owner.get<{ items: { event: string }[] }>(`/v1/leads/${lead}/timeline?kinds=history`);
  expect(history.body.items.filter((entry) => entry.event === 'updated')).toHaveLength(2);
});

it('tries refused changes again together, and discards one only after asking', async () => {
  const owner = new TestDevice(company().owner);
  await askForWebsite(owner, false);
  const rita = await company().deviceOf('rita');
  const { device } = rita;
  const { page } = device;
  rita.line.cut();
  await says(device, 'Offline');
  for (const name of ['Ann', 'Ben', 'Cleo']) await quickAdd(rita, name, 'Later');
  await askForWebsite(owner, true);
  rita.line.mend();
  await syncNow(device);
  await synced(device);
  await goToPart(device, 'Refused');
  await page.getByRole('button', { name: /^Discard: Created the lead Cleo Later/ }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Discard this change?' });
  await dialog.getByRole('button', { name: 'Cancel' }).press('Enter');
  await page.getByRole('button', { name: /^Discard: Created the lead Cleo Later/ }).press('Enter');
  await dialog.getByRole('button', { name: 'Discard' }).press('Enter');
  await page.getByText('Created the lead Cleo Later').first().waitFor({ state: 'detached' });
  await askForWebsite(owner, false);
  // What is made after it arrives after it.
  await company().addLead({ firstName: 'Marker', lastName: 'Buoy' });
  await device.goTo('#/leads');
  await page.getByRole('gridcell', { name: 'Marker Buoy', exact: true }).waitFor();
  await goToPart(device, 'Refused');
  await page.getByRole('button', { name: 'Try all 2 again' }).press('Enter');
  await page.getByText('Nothing was refused').waitFor();
  await synced(device);
  const { body } = await company().owner.get<{ items: { name: string }[] }>('/v1/leads?search=Later');
  expect(body.items.map((lead) => lead.name).toSorted()).toEqual(['Ann Later', 'Ben Later']);
});
