import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { search, type SearchHit } from '../../../core/queries/search.ts';
import { derivedUuid } from '../../../core/kernel/ids.ts';
import type { Scope } from '../../../core/schema/access.ts';
import { openQueryHomes, type LoadedOrganization, type QueryHomes } from '../../support/query-homes.ts';
import { organizationOf } from '../../support/random-organization.ts';
import { RandomRows, type Cells } from '../../support/random-rows.ts';
import { forCases } from './cases.ts';
import { holdsWords, keptLeads } from './naive.ts';
import { now, organizations } from './organizations.ts';
import { paramsOf, type ParamsOf } from './random-params.ts';

const [me, colleague] = [derivedUuid('me'), derivedUuid('colleague')];
const rep: Scope = { userId: me, role: 'rep', teamIds: [] };

let homes: QueryHomes;
let loaded: readonly LoadedOrganization[];
let company: LoadedOrganization;

beforeAll(async () => {
  homes = await openQueryHomes();
  loaded = await homes.loadAll(organizations);
  company = await homes.hold(organizationOf(companyRows()));
});
afterAll(() => homes.close());

function companyRows(): RandomRows {
  const rows = new RandomRows(1, { moments: [now], spreadMs: 10 });
  const stage = { pipelineId: derivedUuid('p'), stageId: derivedUuid('s'), stageSince: 0 };
  const made = { createdAt: 0, createdBy: colleague, updatedAt: 0, currency: 'EUR' };
  let order = 0;
  const lead = (cells: Cells) => {
    order += 1;
    const rest = { phones: '[]', status: 'open', state: 'active', priority: 'low', assigneeId: colleague };
    return rows.add(
      'leads',
      { ...stage, ...made, ...rest, ...cells, updatedAt: order },
      derivedUuid('lead', String(order)),
    );
  };
  const jane = lead({ firstName: 'Jane', lastName: 'Johnson', company: 'Müller & Söhne', assigneeId: me });
  lead({ firstName: 'Johanna', lastName: 'Schmidt', email: 'j.schmidt@example.org', phones: '["+49 (30) 123-456"]' });
  lead({ firstName: 'Peter', lastName: 'Mueller', company: 'Johnson Ltd' });
  lead({ company: '100% Organic_Food' });
  lead({ firstName: 'José', lastName: 'Łukasz', location: 'Straße 1' });
  lead({ firstName: 'Archie', lastName: 'Johnson', state: 'archived' });
  const trashed = lead({ firstName: 'Trudy', lastName: 'Johnson', state: 'trashed' });
  const note = { authorId: colleague, createdAt: 0 };
  rows.add('notes', { ...note, leadId: jane.id, body: 'Wants a quotation for the Überdruckventil by Friday.' });
  rows.add('notes', { ...note, leadId: trashed.id, body: 'Überdruckventil in the trash.' });
  rows.add('accounts', { ...made, name: 'Johnson Holding', sector: 'retail', ownerId: colleague });
  rows.add('opportunities', { ...made, ...stage, name: 'Überdruckventil deal', status: 'open', ownerId: colleague });
  return rows;
}

async function found(term: string, scope?: Scope): Promise<readonly SearchHit[]> {
  return (await company.ask(search, { term, limit: 20 }, { now, timeZone: 'UTC', ...(scope ? { scope } : {}) })).hits;
}
const titles = async (term: string, scope?: Scope) => (await found(term, scope)).map((hit) => hit.title);

describe('A2: search', () => {
  test('ranks names that begin with the term above words of names above companies; archived leads are found, trashed ones not', async () => {
    expect(await titles('johnson')).toEqual(['Archie Johnson', 'Jane Johnson', 'Johnson Holding', 'Peter Mueller']);
  });

  test('begins with the first letter: last and first names, companies, addresses', async () => {
    expect(await titles('j')).toEqual(
      expect.arrayContaining(['Jane Johnson', 'Johanna Schmidt', 'José Łukasz', 'Peter Mueller']),
    );
    expect(await titles('jo')).toEqual(
      expect.arrayContaining(['Jane Johnson', 'Johanna Schmidt', 'José Łukasz', 'Johnson Holding']),
    );
    expect(await titles('mü')).toEqual(['Peter Mueller']);
    expect(await titles('10')).toEqual(['100% Organic_Food']);
  });

  test.each([
    ['JOSE', 'José Łukasz'],
    ['strasse', 'José Łukasz'],
    ['muller sohne', 'Jane Johnson'],
    ['30123456', 'Johanna Schmidt'],
    ['(30) 123', 'Johanna Schmidt'],
    ['j.schmidt@', 'Johanna Schmidt'],
    ['100%', '100% Organic_Food'],
    ['c_f', '100% Organic_Food'],
    ['johnson jane', 'Jane Johnson'],
    ['jane söhne', 'Jane Johnson'],
  ])('%s finds %s', async (term, title) => expect((await titles(term))[0]).toBe(title));

  test.each(['c%f', 'o_g', '%%%', '\\\\\\', '"""', "'; drop table leads", 'zzzz', ' ', '-'])(
    '%s finds nothing',
    async (term) => {
      expect(await titles(term)).toEqual([]);
    },
  );

  test.each([
    ['jonhson', 'Jane Johnson'],
    ['schmdit', 'Johanna Schmidt'],
    ['schmit', 'Johanna Schmidt'],
    ['muelller', 'Peter Mueller'],
    ['organik', '100% Organic_Food'],
    ['johana schmitd', 'Johanna Schmidt'],
  ])('forgives a typo: %s', async (term, title) => expect(await titles(term)).toContain(title));

  test('finds notes with the words around the term, and what hangs on the other tables', async () => {
    const hits = await found('uberdruck');
    expect(hits.map((hit) => [hit.kind, hit.title])).toEqual([
      ['opportunity', 'Überdruckventil deal'],
      ['note', 'Jane Johnson'],
    ]);
    expect(hits[1]!.snippet).toBe('Wants a quotation for the Überdruckventil by Friday.');
  });

  test('shows a rep only what is theirs', async () => {
    expect(await titles('johnson', rep)).toEqual(['Jane Johnson']);
    expect(await titles('j', rep)).toEqual(['Jane Johnson']);
    expect(await titles('jonhson', rep)).toEqual(['Jane Johnson']);
    expect((await found('uberdruck', rep)).map((hit) => hit.kind)).toEqual(['note']);
  });

  test('misses no lead and invents none', async () => {
    await forCases(loaded, async ({ rows, ask, asking, scope, seed }) => {
      const { term } = paramsOf('search', rows, seed) as ParamsOf<typeof search>;
      const { hits } = await ask(search, { term, limit: 200 }, asking);
      const kept = keptLeads(rows, scope);
      const ids = hits.filter((hit) => hit.kind === 'lead').map((hit) => hit.id);
      const hidden = ids.filter((id) => !kept.some((lead) => lead.id === id));
      expect(hidden).toEqual([]);
      // Shorter terms are beginnings, of which enough are found; a term that holds no word means nothing.
      const meant = [...term].length < 3 || term.trim() === '' ? [] : kept.filter((lead) => holdsWords(term, lead));
      expect(ids).toEqual(expect.arrayContaining(meant.map((lead) => lead.id)));
    });
  });
});
