import { afterAll, beforeAll, expect, test } from 'vitest';
import { board, boardCards } from '../../../core/queries/board.ts';
import { leadList } from '../../../core/queries/lead-list.ts';
import { leadSelection, type SelectedLead } from '../../../core/queries/lead-selection.ts';
import { openQueryHomes, type LoadedOrganization, type QueryHomes } from '../../support/query-homes.ts';
import { Random } from '../../support/random.ts';
import { forCases } from './cases.ts';
import {
  businessIdsOf,
  compareBytes,
  filteredLeads,
  holdsWords,
  isWithin,
  dateIn,
  seesOpportunity,
  type Lead,
} from './naive.ts';
import { organizations } from './organizations.ts';
import { paramsOf, type ParamsOf } from './random-params.ts';

let homes: QueryHomes;
let loaded: readonly LoadedOrganization[];

beforeAll(async () => {
  homes = await openQueryHomes();
  loaded = await homes.loadAll(organizations);
});
afterAll(() => homes.close());

const priorityOrder = ['low', 'medium', 'high', 'critical'];

/** Keys in the order of importance; null sorts last whatever the direction. */
function sortKeysOf(lead: Lead, sortBy: string, positions: ReadonlyMap<string, number>): (string | number | null)[] {
  switch (sortBy) {
    case 'name':
      return [lead.sortKey];
    case 'priority':
      return [priorityOrder.indexOf(lead.priority)];
    case 'stage':
      return [positions.get(lead.stageId) ?? 0];
    case 'company':
      return [lead.company === null ? null : lead.company.replace(/[A-Z]/g, (letter) => letter.toLowerCase())];
    default:
      return [lead[sortBy as 'createdAt'] ?? null];
  }
}

function compareKeys(a: string | number | null, b: string | number | null): number {
  if (typeof a === 'string' && typeof b === 'string') return compareBytes(a, b);
  return Number(a) - Number(b);
}

function sorted(
  leads: readonly Lead[],
  sortBy: string,
  sortDir: string,
  positions: ReadonlyMap<string, number>,
): Lead[] {
  const sign = sortDir === 'asc' ? 1 : -1;
  return leads.toSorted((a, b) => {
    const [[keyA = null], [keyB = null]] = [sortKeysOf(a, sortBy, positions), sortKeysOf(b, sortBy, positions)];
    if (keyA === null || keyB === null)
      return Number(keyA === null) - Number(keyB === null) || sign * compareBytes(a.id, b.id);
    return sign * (compareKeys(keyA, keyB) || compareBytes(a.id, b.id));
  });
}

test('A1 B2 C2: leadList gives the leads that the filters let through, in order, with their count', async () => {
  await forCases(
    loaded,
    async ({ rows, ask, asking, scope, timeZone, seed }) => {
      const params = paramsOf('leadList', rows, seed) as ParamsOf<typeof leadList>;
      const { filters, sortBy, sortDir, offset, limit } = params;
      const positions = new Map(rows.stages.map((stage) => [stage.id, stage.position]));
      const expected = sorted(filteredLeads(rows, scope, filters, timeZone), sortBy, sortDir, positions);
      const { items, total } = await ask(leadList, params, asking);
      expect(total).toBe(expected.length);
      expect(items.map((item) => item.id)).toEqual(expected.slice(offset, offset + limit).map((lead) => lead.id));
      for (const item of items) {
        const lead = rows.leads.find((row) => row.id === item.id)!;
        expect(item).toMatchObject({ phones: JSON.parse(lead.phones), businessIds: businessIdsOf(rows, lead) });
      }
    },
    150,
  );
});

test('leadSelection gives every lead that the filters let through, part by part in the order of their ids', async () => {
  await forCases(loaded, async ({ rows, ask, asking, scope, timeZone, seed }) => {
    const { filters, limit } = paramsOf('leadSelection', rows, seed) as ParamsOf<typeof leadSelection>;
    const found: SelectedLead[] = [];
    for (let after: string | null = null; ; after = found.at(-1)!.id) {
      const { leads } = await ask(leadSelection, { filters, after, limit }, asking);
      found.push(...leads);
      if (leads.length < limit) break;
    }
    const expected = filteredLeads(rows, scope, filters, timeZone).toSorted((a, b) => compareBytes(a.id, b.id));
    expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    for (const [i, { name: _, ...values }] of found.entries()) expect(expected[i]).toMatchObject(values);
  });
});

test('board sums what is in each column, in the organization’s currency only', async () => {
  await forCases(loaded, async ({ rows, ask, asking, scope, timeZone, seed }) => {
    const params = paramsOf('board', rows, seed) as ParamsOf<typeof board>;
    const { module, currency, columns } = await ask(board, params, asking);
    expect(currency).toBe('EUR');
    expect(module).toBe(rows.pipelines.find((row) => row.id === params.pipelineId)!.module);
    const cards = cardsOn(params, { rows, scope, timeZone });
    const stages = rows.stages.filter((row) => row.pipelineId === params.pipelineId);
    expect(columns.map((column) => column.stageId)).toEqual(stages.map((stage) => stage.id));
    for (const { stageId, count, valueMinor, otherCurrency } of columns) {
      const inColumn = cards.filter((card) => card.stageId === stageId);
      const valued = inColumn.filter((card) => card.valueMinor !== null);
      const own = valued.filter((card) => card.currency === 'EUR');
      expect(count).toBe(inColumn.length);
      expect(valueMinor).toBe(own.reduce((sum, card) => sum + card.valueMinor!, 0));
      expect(otherCurrency).toBe(valued.length - own.length);
    }
  });
});

test('boardCards gives a column page by page, what changed last on top', async () => {
  await forCases(loaded, async ({ rows, ask, asking, scope, timeZone, seed }) => {
    const params = paramsOf('boardCards', rows, seed) as ParamsOf<typeof boardCards>;
    const cards = cardsOn(params, { rows, scope, timeZone }).filter((card) => card.stageId === params.stageId);
    const expected = cards.toSorted((a, b) => b.updatedAt - a.updatedAt || compareBytes(b.id, a.id));
    const page = expected.slice(params.offset, params.offset + params.limit);
    const answer = await ask(boardCards, params, asking);
    expect(answer.cards.map((card) => card.id)).toEqual(page.map((card) => card.id));
    for (const card of answer.cards) {
      const starts = rows.appointments.filter(
        (row) => row.leadId === card.id && row.endAt > asking.now && !['cancelled', 'fulfilled'].includes(row.status),
      );
      const next = starts.length === 0 ? null : Math.min(...starts.map((row) => row.startAt));
      expect(card.nextAppointmentAt).toBe(card.module === 'leads' ? next : null);
    }
  });
});

type Context = {
  readonly rows: LoadedOrganization['rows'];
  readonly scope: LoadedOrganization['scopes'][0] | undefined;
  readonly timeZone: string;
};

/** The leads or opportunities on a board. */
function cardsOn(
  { pipelineId, filters: { status, ...filters } }: ParamsOf<typeof board>,
  { rows, scope, timeZone }: Context,
) {
  if (rows.pipelines.find((row) => row.id === pipelineId)!.module === 'leads') {
    const leads = filteredLeads(rows, scope, { ...filters, pipelineId }, timeZone);
    return leads.filter((lead) => status === undefined || lead.status === status);
  }
  return rows.opportunities.filter(
    (row) =>
      row.pipelineId === pipelineId &&
      seesOpportunity(rows, scope, row) &&
      (status === undefined || row.status === status) &&
      (filters.assigneeId === undefined || row.ownerId === filters.assigneeId) &&
      (filters.teamId === undefined || row.teamId === filters.teamId) &&
      isWithin(dateIn(timeZone, row.createdAt), filters.createdFrom, filters.createdTo) &&
      holdsWords(filters.search ?? '', row),
  );
}

test('a random choice of filters leaves something to compare', async () => {
  let found = 0;
  for (let seed = 0; seed < 60; seed += 1) {
    const { rows } = loaded[new Random(seed).below(2)]!;
    const { filters } = paramsOf('leadList', rows, seed) as ParamsOf<typeof leadList>;
    if (filteredLeads(rows, undefined, filters, 'Europe/Berlin').length > 0) found += 1;
  }
  expect(found).toBeGreaterThan(10);
});
