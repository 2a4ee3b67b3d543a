import { expect, it } from 'vitest';
import type { Device } from './support/device.ts';
import { useCompany } from './support/company.ts';
import { openLead, says, settled, synced } from './support/screens.ts';

const company = useCompany();

/** Five changes: a lead, a note, two moves, an appointment. */
const changes = '5 pending';

async function quickAdd({ page }: Device, firstName: string, lastName: string): Promise<string> {
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'New lead' });
  await dialog.getByLabel('First name').fill(firstName);
  await dialog.getByLabel('Last name').fill(lastName);
  await dialog.getByRole('button', { name: 'Save and open' }).click();
  await page.getByRole('heading', { level: 1, name: `${firstName} ${lastName}` }).waitFor();
  const hash = await page.evaluate(() => location.hash);
  return /lead=([\w-]+)/.exec(hash)![1]!;
}

async function addNote({ page }: Device, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Note' }).fill(text);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('tabpanel').getByText(text).waitFor();
}

async function book({ page }: Device): Promise<void> {
  await page.getByRole('button', { name: 'Book an appointment' }).click();
  const dialog = page.getByRole('dialog', { name: /^Book an appointment with/ });
  await dialog.getByLabel('Location').fill('Pier 9');
  await dialog.getByRole('button', { name: 'Book appointment' }).click();
  await dialog.waitFor({ state: 'detached' });
}

const cardIn = ({ page }: Device, stage: string, name: RegExp) =>
  page.getByRole('region', { name: stage, exact: true }).getByRole('row', { name });

async function dragTo(device: Device, name: RegExp, from: string, to: string): Promise<void> {
  await cardIn(device, from, name).dragTo(device.page.getByRole('region', { name: to, exact: true }));
  await cardIn(device, to, name).waitFor();
}

/** Space picks the card up, an arrow chooses the stage, Enter drops it. */
async function carryRight(device: Device, name: RegExp, from: string, to: string): Promise<void> {
  await cardIn(device, from, name).focus();
  for (const key of ['Space', 'ArrowRight', 'Enter']) await device.page.keyboard.press(key);
  await cardIn(device, to, name).waitFor();
}

/** Opens every screen and checks that it shows what belongs there. */
async function visitEverything(device: Device, leadId: string): Promise<void> {
  const { page } = device;
  await device.goTo('#/pipeline');
  await cardIn(device, 'Qualified', /Dora Drag/).waitFor();
  await cardIn(device, 'Contacted', /Karl Keys/).waitFor();
  await device.goTo('#/leads');
  await page.getByRole('gridcell', { name: 'Nina New', exact: true }).waitFor();
  await openLead(device, leadId, 'Nina New');
  await page.getByText('Wants a quote by Friday').waitFor();
  await device.goTo('#/calendar');
  await page.getByText('Nina New').first().waitFor();
  await device.goTo('#/dashboard');
  await page.getByRole('table').getByText('Nina New').waitFor();
  await device.goTo('#/sync/pending');
  for (const sentence of [
    'Created the lead Nina New',
    'Wrote a note on Nina New: “Wants a quote by Friday”',
    'Moved Dora Drag to “Qualified”',
    'Moved Karl Keys to “Contacted”',
    /^Booked .* with Nina New$/,
  ]) {
    await page.getByText(sentence).waitFor();
  }
  await device.goTo('#/settings/organization');
  await page.getByRole('textbox', { name: 'Name' }).waitFor();
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Search', exact: true }).fill('quote by friday');
  await page.getByRole('option', { name: /Nina New/ }).waitFor();
  await page.keyboard.press('Escape');
  await settled(page);
}

it('does a whole day of work without a network, through three restarts, and delivers it by itself', async () => {
  const dora = await company().addLead({ firstName: 'Dora', lastName: 'Drag' });
  const karl = await company().addLead({ firstName: 'Karl', lastName: 'Keys' });
  const { device, line } = await company().deviceOf('rita');
  line.cut();
  // Before anything is to be sent: nobody should think that they are connected.
  await says(device, 'Offline');

  const nina = await quickAdd(device, 'Nina', 'New');
  await says(device, '1 pending');
  await addNote(device, 'Wants a quote by Friday');
  await book(device);
  await device.goTo('#/pipeline');
  await dragTo(device, /Dora Drag/, 'New', 'Qualified');
  await carryRight(device, /Karl Keys/, 'New', 'Contacted');
  await says(device, changes);
  await visitEverything(device, nina);

  for (const again of [() => device.restart(), () => device.crash(), () => device.restart()]) {
    await again();
    await says(device, changes);
    await says(device, 'Offline');
    await visitEverything(device, nina);
  }
  expect(device.troubles).toEqual([]);
  expect((await company().owner.get(`/v1/leads/${nina}`)).status).toBe(404);

  line.mend();
  await synced(device);
  await device.goTo('#/sync/pending');
  await device.page.getByText('Nothing is pending').waitFor();
  expect(await company().leadOnServer(nina)).toMatchObject({ name: 'Nina New', assigneeId: company().served.ids.rita });
  expect(await company().leadOnServer(dora)).toMatchObject({ stage: { name: 'Qualified' } });
  expect(await company().leadOnServer(karl)).toMatchObject({ stage: { name: 'Contacted' } });
  const timeline = await company().owner.get<{ items: object[] }>(`/v1/leads/${nina}/timeline?kinds=note,appointment`);
  expect(timeline.body.items).toHaveLength(2);
  expect(timeline.body.items).toContainEqual(
    expect.objectContaining({ kind: 'note', body: 'Wants a quote by Friday' }),
  );
  expect(timeline.body.items).toContainEqual(expect.objectContaining({ kind: 'appointment', location: 'Pier 9' }));
});
