import { expect, it } from 'vitest';
import { useCompany } from './support/company.ts';
import { editField, fieldValue, openLead, says, syncNow, synced } from './support/screens.ts';

const company = useCompany();

it('keeps what two people changed offline on the same lead, also over a restart', async () => {
  const id = await company().addLead({ firstName: 'Nora', lastName: 'Falk', company: 'Old Co', title: 'Buyer' });
  const rita = await company().deviceOf('rita');
  const mona = await company().deviceOf('manager');
  const [a, b] = [rita.device, mona.device];
  await openLead(a, id, 'Nora Falk');
  await openLead(b, id, 'Nora Falk');

  rita.line.cut();
  mona.line.cut();
  await editField(a, 'Company', 'New Co');
  await editField(b, 'Job title', 'Head of buying');
  await says(a, '1 pending');
  await says(b, '1 pending');
  await says(a, 'Offline');

  await a.restart();
  await says(a, '1 pending');
  await says(a, 'Offline');
  await fieldValue(a.page, 'Company', 'New Co').waitFor();
  await fieldValue(a.page, 'Job title', 'Buyer').waitFor();
  await a.goTo('#/sync/pending');
  await a.page.getByText('Nora Falk: changed Company to “New Co”').waitFor();
  await openLead(a, id, 'Nora Falk');

  rita.line.mend();
  await synced(a);
  mona.line.mend();
  await synced(b);
  for (const { page } of [a, b]) {
    await fieldValue(page, 'Company', 'New Co').waitFor();
    await fieldValue(page, 'Job title', 'Head of buying').waitFor();
  }
  expect(await company().leadOnServer(id)).toMatchObject({ company: 'New Co', title: 'Head of buying' });
});

it('lets the later of two edits of one field win and keeps the other in plain sight', async () => {
  const id = await company().addLead({ firstName: 'Emil', lastName: 'Berg', company: 'Berg' });
  const rita = await company().deviceOf('rita');
  const mona = await company().deviceOf('manager');
  const [a, b] = [rita.device, mona.device];
  await openLead(a, id, 'Emil Berg');
  await openLead(b, id, 'Emil Berg');
  rita.line.cut();
  mona.line.cut();
  await editField(a, 'Company', 'Earlier GmbH');
  await editField(b, 'Company', 'Later GmbH');

  // The later edit arrives first: the order of arrival must not decide.
  mona.line.mend();
  await syncNow(b);
  await synced(b);
  rita.line.mend();
  await syncNow(a);
  for (const device of [a, b]) {
    await fieldValue(device.page, 'Company', 'Later GmbH').waitFor();
    await says(device, '1 needs attention');
    await device.page
      .getByText(/Two edits of Company met: .*Later GmbH.* was kept, .*Earlier GmbH.* gave way/)
      .waitFor();
  }
  expect(await company().leadOnServer(id)).toMatchObject({ company: 'Later GmbH' });
  const timeline = await company().owner.get<{ items: unknown[] }>(`/v1/leads/${id}/timeline?kinds=conflict`);
  expect(timeline.body.items).toMatchObject([
    { kind: 'conflict', field: 'company', keptValue: 'Later GmbH', otherValue: 'Earlier GmbH', resolvedAt: null },
  ]);
});
