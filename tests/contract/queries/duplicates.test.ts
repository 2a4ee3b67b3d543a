import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { derivedUuid } from '../../../core/kernel/ids.ts';
import { duplicateCandidates } from '../../../core/queries/duplicate-candidates.ts';
import type { Scope } from '../../../core/schema/access.ts';
import { openQueryHomes, type LoadedOrganization, type QueryHomes } from '../../support/query-homes.ts';
import { organizationOf } from '../../support/random-organization.ts';
import { RandomRows, type Cells } from '../../support/random-rows.ts';
import { now } from './organizations.ts';
import type { ParamsOf } from './random-params.ts';

const [me, colleague] = [derivedUuid('me'), derivedUuid('colleague')];
const ids = {
  jane: derivedUuid('jane'),
  john: derivedUuid('john'),
  acme: derivedUuid('acme'),
  gone: derivedUuid('gone'),
};

let homes: QueryHomes;
let company: LoadedOrganization;

beforeAll(async () => {
  homes = await openQueryHomes();
  company = await homes.hold(organizationOf(companyRows()));
});
afterAll(() => homes.close());

function companyRows(): RandomRows {
  const rows = new RandomRows(1, { moments: [now], spreadMs: 10 });
  const stage = {
    pipelineId: derivedUuid('p'),
    stageId: derivedUuid('s'),
    stageSince: 0,
    status: 'open',
    priority: 'low',
  };
  const made = { createdAt: 0, createdBy: colleague, updatedAt: 0, currency: 'EUR', assigneeId: colleague };
  const lead = (id: string, cells: Cells) =>
    rows.add('leads', { ...stage, ...made, state: 'active', phones: '[]', ...cells }, id);
  const jane = { firstName: 'Jané', lastName: 'Doe', company: 'ACME GmbH', email: 'jane@example.org' };
  lead(ids.jane, { ...jane, phones: '["+49 30 1234567"]', assigneeId: me });
  lead(ids.john, { firstName: 'John', lastName: 'Doe', company: 'Globex', phones: '["030 123 45 67", "112"]' });
  lead(ids.acme, { company: 'Acme Gmbh' });
  lead(ids.gone, { ...jane, state: 'trashed' });
  return rows;
}

type Params = ParamsOf<typeof duplicateCandidates>;

async function found(params: Params, scope?: Scope) {
  const asking = { now, timeZone: 'UTC', ...(scope ? { scope } : {}) };
  const { candidates } = await company.ask(duplicateCandidates, params, asking);
  return candidates.map(({ id, matches, score }) => ({ id, fields: matches.map((match) => match.field), score }));
}

describe('B5: duplicate candidates', () => {
  test.each<[string, Params, string[]]>([
    ['the same address, whatever its case', { email: ' JANE@example.org ' }, [ids.jane]],
    ['the same number in international form', { phones: ['0049 (30) 123-4567'] }, [ids.jane, ids.john]],
    ['a number without its country', { phones: ['030/1234567'] }, [ids.john, ids.jane]],
    ['the same name at the same company', { firstName: 'jane', lastName: 'DOE', company: 'Acme gmbh' }, [ids.jane]],
    ['the same company where there is no name', { company: 'ACME GMBH' }, [ids.acme]],
    ['another number of the same country', { phones: ['+49 30 1234568'] }, []],
    ['the same digits in another country', { phones: ['+43 30 1234567'] }, [ids.john]],
    ['a number too short to tell', { phones: ['112'] }, []],
    ['a name alone', { firstName: 'Jane', lastName: 'Doe' }, []],
    ['nothing', {}, []],
  ])('%s', async (_what, params, expected) => {
    expect((await found(params)).map((candidate) => candidate.id)).toEqual(expected);
  });

  test('what agrees in several fields comes first and scores more, at most 1', async () => {
    const params = { firstName: 'Jane', lastName: 'Doe', company: 'ACME GmbH', phones: ['+49 30 1234567'] };
    expect(await found(params)).toEqual([
      { id: ids.jane, fields: ['phone', 'name'], score: 0.95 },
      { id: ids.john, fields: ['phone'], score: 0.7 },
    ]);
    expect(await found({ ...params, email: 'jane@example.org' })).toMatchObject([{ score: 1 }, { score: 0.7 }]);
  });

  test('the lead that is being edited is not its own duplicate', async () => {
    expect(await found({ email: 'jane@example.org', exceptId: ids.jane })).toEqual([]);
  });

  test('a rep learns nothing of leads they do not see', async () => {
    const rep: Scope = { userId: me, role: 'rep', teamIds: [] };
    expect(await found({ phones: ['030 1234567'] }, rep)).toMatchObject([{ id: ids.jane }]);
  });
});
