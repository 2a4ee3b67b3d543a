import type { Locator, Page } from 'playwright-core';
import { pdf, png } from '../../tests/support/test-files.ts';
import type { Device } from './device.ts';

/** A place of the application worth looking at. */
export type Place = {
  /** For a file's name. */
  readonly name: string;
  /** Its address; `:lead` stands for the id of a lead with a history. */
  readonly hash: string;
  /** What to do there before looking. */
  readonly then?: (page: Page) => Promise<void>;
};

const tab =
  (name: RegExp) =>
  (page: Page): Promise<void> =>
    page.getByRole('tab', { name }).click();

const radio =
  (name: string) =>
  (page: Page): Promise<void> =>
    page.getByText(name, { exact: true }).first().click();

/** Adds documents and a photo, the first time; they stay with the lead. */
async function withDocuments(page: Page): Promise<void> {
  await page.getByRole('tab', { name: /Documents/ }).click();
  if ((await page.getByRole('button', { name: 'Open Offer.pdf' }).count()) === 0) {
    const offer = { name: 'Offer.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf(180_000)) };
    const card = { name: 'Business card.png', mimeType: 'image/png', buffer: Buffer.from(png(200, 320, 200)) };
    await page.locator('input[type=file][multiple]').setInputFiles([offer, card]);
    await page.locator('input[type=file]:not([multiple])').setInputFiles({ ...card, name: 'face.png' });
  }
  await page.getByRole('button', { name: 'Open Offer.pdf' }).waitFor();
  await page.getByRole('button', { name: 'Open Business card.png' }).waitFor();
}

/** Every screen, its parts and its dialogs. */
export const places: readonly Place[] = [
  { name: 'pipeline', hash: '#/pipeline' },
  { name: 'leads', hash: '#/leads' },
  { name: 'leads-with-lead', hash: '#/leads?lead=:lead' },
  { name: 'lead-timeline', hash: '#/lead/:lead', then: tab(/Timeline/) },
  { name: 'lead-notes', hash: '#/lead/:lead', then: tab(/Notes/) },
  { name: 'lead-appointments', hash: '#/lead/:lead', then: tab(/Appointments/) },
  { name: 'lead-products', hash: '#/lead/:lead', then: tab(/Products/) },
  { name: 'lead-documents', hash: '#/lead/:lead', then: withDocuments },
  { name: 'lead-team', hash: '#/lead/:lead', then: tab(/Team/) },
  { name: 'lead-history', hash: '#/lead/:lead', then: tab(/History/) },
  { name: 'calendar-month', hash: '#/calendar', then: radio('Month') },
  { name: 'calendar-week', hash: '#/calendar', then: radio('Week') },
  { name: 'calendar-day', hash: '#/calendar', then: radio('Day') },
  { name: 'calendar-agenda', hash: '#/calendar', then: radio('Agenda') },
  { name: 'dashboard', hash: '#/dashboard' },
  { name: 'sync', hash: '#/sync' },
  { name: 'settings-appearance', hash: '#/settings/appearance' },
  { name: 'settings-organization', hash: '#/settings/organization' },
  { name: 'settings-pipelines', hash: '#/settings/pipelines' },
  { name: 'settings-sources', hash: '#/settings/sources' },
  { name: 'settings-businesses', hash: '#/settings/businesses' },
  { name: 'settings-people', hash: '#/settings/people' },
  { name: 'settings-teams', hash: '#/settings/teams' },
  { name: 'not-found', hash: '#/nowhere' },
  { name: 'quick-add', hash: '#/leads', then: (page) => page.keyboard.press('c') },
  {
    name: 'search',
    hash: '#/leads',
    then: async (page) => {
      await page.keyboard.press('/');
      await page.getByRole('dialog').getByRole('combobox').fill('an');
      await page.getByRole('option').first().waitFor();
    },
  },
  { name: 'palette', hash: '#/leads', then: (page) => page.keyboard.press('Control+k') },
  { name: 'cheat-sheet', hash: '#/leads', then: (page) => page.keyboard.press('?') },
  {
    name: 'new-appointment',
    hash: '#/calendar',
    then: (page) => page.getByRole('button', { name: 'New appointment' }).first().click(),
  },
];

/** Opens the generated company from the first window. */
export async function openSample({ page }: Device): Promise<void> {
  await page.getByRole('button', { name: 'Try the sample company' }).click();
  await page.getByRole('navigation', { name: 'Main navigation' }).waitFor();
}

/** Signs in from the first window. */
export async function signIn({ page }: Device, email: string, password: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Opens a place and waits until nothing loads there any more. */
export async function show(device: Device, { hash, then }: Place, leadId: string): Promise<void> {
  const { page } = device;
  await page.keyboard.press('Escape');
  await device.goTo('#/nowhere');
  await page.getByText('There is no such page').waitFor();
  await device.goTo(hash.replace(':lead', leadId));
  await settled(page);
  if (!then) return;
  await then(page);
  await settled(page);
}

/** Waits until the page has painted what it asked for: nothing busy, and two frames without a change. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const quietMs = 250;
        const done = (): void => {
          observer.disconnect();
          resolve();
        };
        let timer = setTimeout(done, quietMs);
        const observer = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(done, quietMs);
        });
        observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
      }),
  );
}

/** Opens the leads, then the first of them. @returns its id */
export async function leadWithHistory(device: Device): Promise<string> {
  const { page } = device;
  await device.goTo('#/leads');
  await page.getByRole('gridcell').filter({ hasText: /\S/ }).first().click();
  await page.waitForFunction(() => /lead=[\w-]+/.test(location.hash));
  const hash = await page.evaluate(() => location.hash);
  return /lead=([\w-]+)/.exec(hash)![1]!;
}

/** What the status bar says. */
export function statusBar({ page }: Device): Locator {
  return page.getByRole('contentinfo', { name: 'Sync status' });
}

/** Waits until the status bar says this, e.g. `Offline`. */
export async function says(device: Device, text: string | RegExp): Promise<void> {
  // What is announced to a screen reader comes first; the person reads the last.
  await statusBar(device).getByText(text, { exact: true }).last().waitFor();
}

/** Waits until everything made here is on the server and everything there is here. */
export async function synced(device: Device): Promise<void> {
  await says(device, 'Online');
  await statusBar(device)
    .getByText(/pending/)
    .waitFor({ state: 'detached' });
  await says(device, /^Last sync/);
}

/** Presses the keys of "Sync now". */
export async function syncNow({ page }: Device): Promise<void> {
  await page.keyboard.press('s');
  await page.keyboard.press('s');
}

/** Opens a lead on a screen of its own. */
export async function openLead(device: Device, id: string, name: string): Promise<void> {
  await device.goTo(`#/lead/${id}`);
  await device.page.getByRole('heading', { level: 1, name }).waitFor();
}

/** Edits one field of the open lead in its place. @param field as the screen calls it */
export async function editField({ page }: Device, field: string, text: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^Edit ${field}`) }).click();
  const input = page.getByRole('textbox', { name: field, exact: true });
  await input.fill(text);
  await input.press('Enter');
  await fieldValue(page, field, text).waitFor();
}

/** The value of a field of the open lead. */
export function fieldValue(page: Page, field: string, text: string): Locator {
  return page.getByRole('button', { name: `Edit ${field}: ${text}`, exact: true });
}
