import { expect, it } from 'vitest';
import type { Device } from './support/device.ts';
import { useCompany } from './support/company.ts';

const company = useCompany();

async function searchFor({ page }: Device, term: string): Promise<void> {
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Search', exact: true }).fill(term);
}

it('takes a lead that went to somebody else off the list, the board, the search and its own screen, without a reload', async () => {
  const id = await company().addLead({ firstName: 'Tilda', lastName: 'Quist', company: 'Quist Boats' });
  await company().addLead({ firstName: 'Stays', lastName: 'Here' });
  const [list, board, search, screen] = (await Promise.all(
    [0, 1, 2, 3].map(async () => (await company().deviceOf('rita')).device),
  )) as [Device, Device, Device, Device];
  const exactly = { exact: true } as const;
  await list.goTo('#/leads');
  await list.page.getByRole('gridcell', { name: 'Tilda Quist', ...exactly }).waitFor();
  await board.goTo('#/pipeline');
  const card = board.page.getByRole('row', { name: /Tilda Quist/ });
  await card.waitFor();
  await searchFor(search, 'quist');
  const hit = search.page.getByRole('option', { name: /Tilda Quist/ });
  await hit.waitFor();
  await screen.goTo(`#/lead/${id}`);
  await screen.page.getByRole('heading', { level: 1, name: 'Tilda Quist' }).waitFor();

  const { status } = await company().owner.sendJson('PATCH', `/v1/leads/${id}`, {
    assigneeId: company().served.ids.rolf,
  });
  expect(status).toBe(200);

  await list.page.getByRole('gridcell', { name: 'Tilda Quist', ...exactly }).waitFor({ state: 'detached' });
  await list.page.getByRole('gridcell', { name: 'Stays Here', ...exactly }).waitFor();
  await card.waitFor({ state: 'detached' });
  await board.page.getByRole('row', { name: /Stays Here/ }).waitFor();
  await hit.waitFor({ state: 'detached' });
  await search.page.getByText('Nothing on this device matches').waitFor();
  await screen.page.getByText('This lead is not on this device').waitFor();
});
