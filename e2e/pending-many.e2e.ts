import { beforeAll, expect, it } from 'vitest';
import { newId } from '../tests/server/api.ts';
import { useCompany } from './support/company.ts';
import type { Device } from './support/device.ts';
import { look } from './support/look.ts';
import { perform } from './support/offline-work.ts';
import { fieldValue, openLead, says } from './support/screens.ts';

const company = useCompany();
const many = 2_000;
const longName = 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh-Cholmondeley-Majoribanks';
const markup = '<img src=x onerror="document.title=\'broken\'"><b>Ada</b>';
let device: Device;
let long: string;
let marked: string;

beforeAll(async () => {
  long = await company().addLead({ firstName: longName, lastName: longName, company: longName });
  marked = await company().addLead({ firstName: markup, lastName: '</li>&amp;' });
  const rita = await company().deviceOf('rita');
  device = rita.device;
  rita.line.cut();
  const rename = (id: string, from: string, to: string) => ({
    name: 'lead.update',
    args: { id, changes: { company: { from, to } } },
  });
  const notes = Array.from({ length: many - 2 }, (_, i) => ({
    name: 'note.add',
    args: { id: newId(), leadId: i % 2 ? long : marked, body: `Note ${i}` },
  }));
  await device.restart(() =>
    perform(device, [rename(long, longName, longName.repeat(3)), rename(marked, '', markup), ...notes]),
  );
});

it('shows thousands of pending changes without drawing them all, and goes to their end', async () => {
  const { page } = device;
  await says(device, '2,000 pending');
  await device.goTo('#/sync/pending');
  const entries = page.getByRole('tabpanel').getByRole('listitem');
  await entries.first().waitFor();
  await page.getByText(`${markup} </li>&amp;: changed Company to`, { exact: false }).waitFor();
  expect(await entries.count()).toBeLessThan(80);
  await look(device, 'sync-pending-many');
  await page.getByRole('tabpanel').focus();
  // What is read and drawn there may be higher than its place was: another press goes to where the end is then.
  const last = page.locator(`[aria-posinset="${many}"]`).getByText(`Note ${many - 3}`);
  const isAtEnd = async (): Promise<boolean> => {
    await page.keyboard.press('End');
    return last.isVisible();
  };
  await expect.poll(isAtEnd, { timeout: 30_000, interval: 500 }).toBe(true);
  expect(await entries.count()).toBeLessThan(80);
});

it('shows long names cut and markup as it was typed', async () => {
  const { page } = device;
  await openLead(device, long, `${longName} ${longName}`);
  await look(device, 'lead-long-name');
  await openLead(device, marked, `${markup} </li>&amp;`);
  await fieldValue(page, 'Company', markup).waitFor();
  await look(device, 'lead-markup');
  await device.goTo('#/leads');
  await page.getByRole('gridcell', { name: longName }).first().waitFor();
  await look(device, 'leads-long-names');
  expect(await page.title()).not.toContain('broken');
});
