import { afterAll, beforeAll, expect, test } from 'vitest';
import { conversionCheck } from '../../../core/queries/conversion-check.ts';
import { normalizeText } from '../../../core/schema/normalize.ts';
import { openQueryHomes, type LoadedOrganization, type QueryHomes } from '../../support/query-homes.ts';
import { Random } from '../../support/random.ts';
import { forCases } from './cases.ts';
import { seesLead } from './naive.ts';
import { organizations } from './organizations.ts';

let homes: QueryHomes;
let loaded: readonly LoadedOrganization[];

beforeAll(async () => {
  homes = await openQueryHomes();
  loaded = await homes.loadAll(organizations);
});
afterAll(() => homes.close());

test('B9: conversionCheck says whether a lead can be converted, what is there already and what is missing', async () => {
  let [open, closed, accounts, contacts] = [0, 0, 0, 0];
  await forCases(
    loaded,
    async ({ rows, ask, asking, scope, seed }) => {
      const random = new Random(seed);
      const lead = random.pick(rows.leads);
      const stage = random.pick(rows.stages);
      const answer = await ask(conversionCheck, { id: lead.id, stageId: stage.id }, asking);
      expect(answer !== null).toBe(seesLead(rows, scope, lead));
      if (!answer) return;
      const required = JSON.parse(stage.requiredFields) as string[];
      const filled = ['name', 'currency', 'ownerId', 'contactId', 'leadId'];
      if (lead.valueMinor !== null) filled.push('valueMinor');
      if (lead.teamId !== null) filled.push('teamId');
      if (lead.accountId !== null || lead.company !== null) filled.push('accountId');
      expect(answer.requiredFields).toEqual(required.filter((name) => !filled.includes(name)));
      const ready = lead.state !== 'trashed' && lead.status === 'open';
      expect(answer.canConvert).toBe(ready && answer.requiredFields.length === 0);
      if (ready) open++;
      else closed++;
      if (lead.contactId !== null) {
        expect(answer.existingContact?.id).toBe(lead.contactId);
      } else if (answer.existingContact) {
        const found = rows.contacts.find(({ id }) => id === answer.existingContact!.id)!;
        expect(found.email).toBe(lead.email);
        contacts++;
      }
      if (lead.accountId !== null) {
        expect(answer.existingAccount?.id).toBe(lead.accountId);
      } else if (answer.existingAccount) {
        expect(normalizeText(answer.existingAccount.name)).toBe(normalizeText(lead.company!));
        accounts++;
      }
    },
    200,
  );
  // The data must hold each kind, or the test says nothing.
  expect(Math.min(open, closed, accounts, contacts)).toBeGreaterThan(0);
});
