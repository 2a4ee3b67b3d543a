import { afterAll, beforeAll, expect, test } from 'vitest';
import { leadDetail } from '../../../core/queries/lead-detail.ts';
import { leadList } from '../../../core/queries/lead-list.ts';
import type { RowOf } from '../../../core/schema/tables.ts';
import { openQueryHomes, type LoadedOrganization, type QueryHomes } from '../../support/query-homes.ts';
import { Random } from '../../support/random.ts';
import { forCases } from './cases.ts';
import { compareBytes, filteredLeads, seesLead, type Lead, type Rows } from './naive.ts';
import { organizations } from './organizations.ts';
import type { ParamsOf } from './random-params.ts';

let homes: QueryHomes;
let loaded: readonly LoadedOrganization[];

beforeAll(async () => {
  homes = await openQueryHomes();
  loaded = await homes.loadAll(organizations);
});
afterAll(() => homes.close());

/** A score as a person would add it up. */
function naiveScore(rows: Rows, lead: Lead, now: number): number {
  const own = rows.activities.filter((row) => row.leadId === lead.id && row.occurredAt <= now);
  let score = 0;
  for (const rule of rows.scoringRules.filter(({ active }) => active === 1)) {
    if (rule.kind === 'field') score += meets(rule, lead[rule.field as 'email']) ? rule.points : 0;
    else {
      const times = own.filter(({ type }) => rule.activityType === null || type === rule.activityType).length;
      score += rule.points * Math.min(times, rule.maxTimes ?? times);
    }
  }
  return score;
}

function meets(rule: RowOf<'scoringRules'>, cell: string | number | null): boolean {
  const operands = JSON.parse(rule.operands ?? '[]') as (string | number)[];
  const folded = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);
  const isFilled = cell !== null && cell !== '[]';
  switch (rule.operator) {
    case 'filled':
      return isFilled;
    case 'empty':
      return !isFilled;
    case 'is':
      return operands.some((operand) => folded(operand) === folded(cell));
    case 'isNot':
      return !operands.some((operand) => folded(operand) === folded(cell));
    case 'contains':
      return isFilled && operands.some((operand) => String(cell).toLowerCase().includes(String(operand).toLowerCase()));
    case 'atLeast':
      return isFilled && operands.some((operand) => Number(cell) >= Number(operand));
    default:
      return isFilled && operands.some((operand) => Number(cell) <= Number(operand));
  }
}

test('B16: the score of a lead is the sum of its rules’ points, above the threshold it is qualified', async () => {
  const counts = { qualified: 0, not: 0 };
  const met = new Set<string>();
  await forCases(loaded, async ({ rows, ask, asking, scope, seed }) => {
    const lead = new Random(seed).pick(rows.leads);
    const answer = await ask(leadDetail, { id: lead.id }, asking);
    if (!seesLead(rows, scope, lead)) return;
    const score = naiveScore(rows, lead, asking.now);
    expect(answer).toMatchObject({ score, qualified: score >= 300 });
    counts[score >= 300 ? 'qualified' : 'not'] += 1;
    for (const rule of rows.scoringRules) {
      if (rule.kind === 'field' && meets(rule, lead[rule.field as 'email'])) met.add(rule.name);
    }
  });
  // The data must hold each kind, or the test says nothing.
  expect(Math.min(counts.qualified, counts.not)).toBeGreaterThan(3);
  expect(met.size).toBeGreaterThan(8);
});

test('B16: lists are sorted by score and filtered by qualification', async () => {
  await forCases(
    loaded,
    async ({ rows, ask, asking, scope, timeZone, seed }) => {
      const random = new Random(seed);
      const qualified = random.pick([true, false, undefined]);
      const sortDir = random.pick(['asc', 'desc'] as const);
      const scored = filteredLeads(rows, scope, {}, timeZone).map((lead) => ({
        id: lead.id,
        score: naiveScore(rows, lead, asking.now),
      }));
      const sign = sortDir === 'asc' ? 1 : -1;
      const expected = scored
        .filter(({ score }) => qualified === undefined || score >= 300 === qualified)
        .toSorted((a, b) => sign * (a.score - b.score || compareBytes(a.id, b.id)));
      const offset = random.pick([0, 0, 3]);
      const filters = qualified === undefined ? {} : { qualified };
      const params: ParamsOf<typeof leadList> = { filters, sortBy: 'score', sortDir, offset, limit: 20 };
      const answer = await ask(leadList, params, asking);
      expect(answer.total).toBe(expected.length);
      expect(answer.items.map(({ id, score }) => ({ id, score }))).toEqual(expected.slice(offset, offset + 20));
    },
    40,
  );
});
