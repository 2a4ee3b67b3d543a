import { expect, it } from 'vitest';
import { useCompany } from './support/company.ts';
import type { Device } from './support/device.ts';
import { look } from './support/look.ts';
import { editField, fieldValue, openLead, says, synced } from './support/screens.ts';

const company = useCompany();

/** Outside of any field, where the keys belong to the screen. */
async function pressUndo({ page }: Device, keys = 'Control+z'): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press(keys);
}

it('Ctrl-Z takes back what has synced long ago, online and offline, step by step', async () => {
  const id = await company().addLead({ firstName: 'Ulla', lastName: 'Undo', company: 'Old Co', title: 'Buyer' });
  const rita = await company().deviceOf('rita');
  const a = rita.device;
  await openLead(a, id, 'Ulla Undo');
  await editField(a, 'Company', 'New Co');
  await editField(a, 'Job title', 'Boss');
  await synced(a);
  await pressUndo(a);
  await fieldValue(a.page, 'Job title', 'Buyer').waitFor();
  await a.page.getByText('Undone for 1 lead.').first().waitFor();
  rita.line.cut();
  await says(a, 'Offline');
  await pressUndo(a);
  await fieldValue(a.page, 'Company', 'Old Co').waitFor();
  await says(a, '1 pending');
  rita.line.mend();
  await synced(a);
  expect(await company().leadOnServer(id)).toMatchObject({ company: 'Old Co', title: 'Buyer' });
});

it('Ctrl-Shift-Z and Ctrl-Y do again what was undone, until something new is done', async () => {
  const id = await company().addLead({ firstName: 'Rena', lastName: 'Redo', company: 'Old Co', title: 'Buyer' });
  const { device } = await company().deviceOf('rita');
  const { page } = device;
  await openLead(device, id, 'Rena Redo');
  await editField(device, 'Company', 'New Co');
  await editField(device, 'Job title', 'Boss');
  await pressUndo(device);
  await fieldValue(page, 'Job title', 'Buyer').waitFor();
  await pressUndo(device);
  await fieldValue(page, 'Company', 'Old Co').waitFor();
  await synced(device);
  await pressUndo(device, 'Control+Shift+Z');
  await fieldValue(page, 'Company', 'New Co').waitFor();
  await page.getByText('Redone for 1 lead.').first().waitFor();
  await pressUndo(device, 'Control+y');
  await fieldValue(page, 'Job title', 'Boss').waitFor();
  await pressUndo(device);
  await fieldValue(page, 'Job title', 'Buyer').waitFor();
  await editField(device, 'Company', 'Newest Co');
  await pressUndo(device, 'Control+y');
  await synced(device);
  expect(await company().leadOnServer(id)).toMatchObject({ company: 'Newest Co', title: 'Buyer' });
});

it('Ctrl-Z leaves alone what somebody else has changed since, and says so', async () => {
  const id = await company().addLead({ firstName: 'Kuno', lastName: 'Kept', company: 'Old Co' });
  const rita = await company().deviceOf('rita');
  const mona = await company().deviceOf('manager');
  await openLead(rita.device, id, 'Kuno Kept');
  await editField(rita.device, 'Company', 'New Co');
  await synced(rita.device);
  await openLead(mona.device, id, 'Kuno Kept');
  await fieldValue(mona.device.page, 'Company', 'New Co').waitFor();
  await editField(mona.device, 'Company', 'Best Co');
  await synced(mona.device);
  await fieldValue(rita.device.page, 'Company', 'Best Co').waitFor();
  await pressUndo(rita.device);
  await rita.device.page
    .getByText(/Nothing was undone\. 1 field was changed by .* since and stays: Company\./)
    .waitFor();
  await look(rita.device, 'undo-kept');
  await synced(rita.device);
  expect(await company().leadOnServer(id)).toMatchObject({ company: 'Best Co' });
});
