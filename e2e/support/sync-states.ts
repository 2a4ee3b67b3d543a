import { organizationId } from '../../core/schema/people.ts';
import { TestDevice } from '../../tests/server/api.ts';
import type { Company, ConnectedDevice } from './company.ts';
import { editField, openLead, says, syncNow, synced } from './screens.ts';

/** What a person finds in the Sync centre after a day without a network, during which others worked on the same leads. */
export type SyncDay = { readonly company: Company; readonly rita: ConnectedDevice; readonly ids: SyncDayLeads };

type SyncDayLeads = Readonly<Record<'nora' | 'emil' | 'tilda', string>>;

const longText =
  'Met Anna at the fair in March. Wants a quote for forty mooring lines by Friday, delivered to pier nine, and asked twice about the warranty on the winches that she bought last year.';

/** The same paragraph as two people left it: too close together to be merged. */
const texts = {
  before: longText,
  mine: longText.replace('forty mooring lines by Friday', 'sixty mooring lines by Monday'),
  theirs: longText.replace('forty mooring lines by Friday', 'fifty mooring lines by Thursday'),
} as const;

/** Three leads of Rita's that everyone knows. */
export async function leadsOfTheDay(company: Company): Promise<SyncDayLeads> {
  const nora = await company.addLead({
    firstName: 'Nora',
    lastName: 'Falk',
    company: 'Falk',
    description: texts.before,
  });
  const emil = await company.addLead({ firstName: 'Emil', lastName: 'Berg', company: 'Berg' });
  const tilda = await company.addLead({ firstName: 'Tilda', lastName: 'Thorn', company: 'Thorn' });
  return { nora, emil, tilda };
}

/**
 * Rita works without a network: two edits that meet other people's later ones, one of a lead that goes to the trash meanwhile, one
 * new lead that lacks what the organization begins to ask for. Everything is still on her device when this returns.
 */
export async function workOffline({ rita, ids }: SyncDay): Promise<void> {
  const { device, line } = rita;
  line.cut();
  await says(device, 'Offline');
  await openLead(device, ids.nora, 'Nora Falk');
  await editField(device, 'Company', 'Falk and Sons');
  await editField(device, 'Job title', 'Buyer');
  await editDescription(rita, texts.mine);
  await openLead(device, ids.emil, 'Emil Berg');
  await editField(device, 'Company', 'Berg Shipping');
  await openLead(device, ids.tilda, 'Tilda Thorn');
  await editField(device, 'Company', 'Thorn and Daughters');
  await quickAdd(rita, 'Nils', 'New');
}

/** Meanwhile the owner edits the same fields, trashes a lead and asks for a website. */
export async function workElsewhere({ company, ids }: SyncDay): Promise<void> {
  const owner = new TestDevice(company.owner);
  const edit = (id: string, changes: object): Promise<void> => owner.apply('lead.update', { id, changes });
  await edit(ids.nora, {
    company: { from: 'Falk', to: 'Falk Ltd' },
    description: { from: texts.before, to: texts.theirs },
  });
  await edit(ids.emil, { company: { from: 'Berg', to: 'Berg Group' } });
  await owner.apply('lead.trash', { ids: [ids.tilda] });
  await askForWebsite(owner, true);
}

/** Whether every lead must have a website. */
export function askForWebsite(owner: TestDevice, isRequired: boolean): Promise<void> {
  const [none, website]: [string[], string[]] = [[], ['website']];
  const change = isRequired ? { from: none, to: website } : { from: website, to: none };
  return owner.apply('organization.update', { id: organizationId, changes: { requiredLeadFields: change } });
}

/** Rita is back: everything has been sent, and what met others waits for her. */
export async function comeBack({ rita: { device, line } }: SyncDay): Promise<void> {
  line.mend();
  await syncNow(device);
  await synced(device);
}

async function editDescription({ device: { page } }: ConnectedDevice, text: string): Promise<void> {
  await page.getByRole('button', { name: /^Edit Description/ }).click();
  const input = page.getByRole('textbox', { name: 'Description', exact: true });
  await input.fill(text);
  await page.keyboard.press('Control+Enter');
  await input.waitFor({ state: 'detached' });
}

/** Creates a lead with the keyboard alone. */
export async function quickAdd(
  { device: { page } }: ConnectedDevice,
  firstName: string,
  lastName: string,
): Promise<void> {
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'New lead' });
  await dialog.getByLabel('First name').fill(firstName);
  await dialog.getByLabel('Last name').fill(lastName);
  await dialog.getByRole('button', { name: 'Save and open' }).click();
  await page.getByRole('heading', { level: 1, name: `${firstName} ${lastName}` }).waitFor();
}
