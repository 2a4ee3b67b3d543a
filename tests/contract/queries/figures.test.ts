import { afterAll, beforeAll, expect, test } from 'vitest';
import { dashboardTotals } from '../../../core/queries/dashboard-totals.ts';
import { dashboardVolume } from '../../../core/queries/dashboard-volume.ts';
import { campaignAnalytics, sourceAnalytics } from '../../../core/queries/lead-breakdowns.ts';
import { leadStats } from '../../../core/queries/lead-stats.ts';
import { perBusiness } from '../../../core/queries/per-business.ts';
import { recentLeads } from '../../../core/queries/recent-leads.ts';
import { openQueryHomes, type LoadedOrganization, type QueryHomes } from '../../support/query-homes.ts';
import { Random } from '../../support/random.ts';
import { forCases, type Case } from './cases.ts';
import { businessIdsOf, compareBytes, dateIn, isWithin, keptLeads, type Lead, type Rows } from './naive.ts';
import { organizations } from './organizations.ts';
import { randomPeriod } from './random-params.ts';

let homes: QueryHomes;
let loaded: readonly LoadedOrganization[];

beforeAll(async () => {
  homes = await openQueryHomes();
  loaded = await homes.loadAll(organizations);
});
afterAll(() => homes.close());

const DAY_MS = 86_400_000;
const shift = (date: string, days: number) => new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
const lengthOf = ({ from, to }: Period) => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;

type Period = { readonly from: string; readonly to: string };

/** Leads created in a period, by the platform's own dates. */
function createdIn({ rows, scope, timeZone }: Case, { from, to }: Period): readonly Lead[] {
  return keptLeads(rows, scope).filter((lead) => isWithin(dateIn(timeZone, lead.createdAt), from, to));
}

const before = (period: Period): Period => ({
  from: shift(period.from, -lengthOf(period)),
  to: shift(period.from, -1),
});

function change(current: number, previous: number): number | null {
  if (previous === 0) return current === 0 ? 0 : null;
  return Math.round(((current - previous) / previous) * 1000) / 10;
}

test('A5: dashboardVolume counts leads per business and day of the organization’s zone, also when clocks change', async () => {
  await forCases(loaded, async (of) => {
    const period = randomPeriod(new Random(of.seed));
    const leads = createdIn(of, period);
    const answer = await of.ask(dashboardVolume, period, of.asking);
    const days = Array.from({ length: lengthOf(period) }, (_, i) => shift(period.from, i));
    expect(answer.days).toEqual(days);
    const perDay = (some: readonly Lead[]) => {
      const dates = some.map((lead) => dateIn(of.timeZone, lead.createdAt));
      return days.map((day) => dates.filter((date) => date === day).length);
    };
    expect(answer.counts).toEqual(perDay(leads));
    expect(answer.total).toBe(leads.length);
    expect(answer.previousTotal).toBe(createdIn(of, before(period)).length);
    expect(answer.percentageChange).toBe(change(answer.total, answer.previousTotal));
    for (const { businessId, counts, total, name } of answer.businesses) {
      const own = leads.filter((lead) => isOf(of.rows, lead, businessId));
      expect(counts).toEqual(perDay(own));
      expect(total).toBe(own.length);
      expect(name).toBe(of.rows.businesses.find((row) => row.id === businessId)?.name ?? null);
    }
    expect(new Set(answer.businesses.map((row) => row.businessId))).toEqual(businessesOf(of.rows, leads));
  });
});

function isOf(rows: Rows, lead: Lead, businessId: string | null): boolean {
  const own = businessIdsOf(rows, lead);
  return businessId === null ? own.length === 0 : own.includes(businessId);
}

function businessesOf(rows: Rows, leads: readonly Lead[]): ReadonlySet<string | null> {
  return new Set(
    leads.flatMap((lead): (string | null)[] => (isOf(rows, lead, null) ? [null] : [...businessIdsOf(rows, lead)])),
  );
}

test('A6: dashboardTotals counts leads per stage and compares with the period before', async () => {
  await forCases(loaded, async (of) => {
    const period = randomPeriod(new Random(of.seed));
    const [now, then] = [createdIn(of, period), createdIn(of, before(period))];
    const answer = await of.ask(dashboardTotals, period, of.asking);
    expect(answer).toMatchObject({ current: now.length, previous: then.length });
    expect(answer.percentageChange).toBe(change(now.length, then.length));
    for (const stage of answer.stages) {
      const current = now.filter((lead) => lead.stageId === stage.stageId).length;
      const previous = then.filter((lead) => lead.stageId === stage.stageId).length;
      expect(stage).toMatchObject({ current, previous, percentageChange: change(current, previous), color: 'teal' });
    }
    // Stages of opportunities count no leads.
    expect(answer.stages).toHaveLength(10);
  });
});

test('A7 A8: recentLeads are the newest, perBusiness counts a lead in each of its businesses', async () => {
  await forCases(loaded, async (of) => {
    const period = randomPeriod(new Random(of.seed));
    const leads = createdIn(of, period);
    const newest = leads.toSorted((a, b) => b.createdAt - a.createdAt || compareBytes(b.id, a.id)).slice(0, 5);
    const recent = await of.ask(recentLeads, period, of.asking);
    expect(recent.items.map((item) => item.id)).toEqual(newest.map((lead) => lead.id));
    const shares = await of.ask(perBusiness, period, of.asking);
    expect(shares.total).toBe(leads.length);
    for (const { businessId, total } of shares.businesses) {
      expect(total).toBe(leads.filter((lead) => isOf(of.rows, lead, businessId)).length);
    }
    expect(new Set(shares.businesses.map((row) => row.businessId))).toEqual(businessesOf(of.rows, leads));
  });
});

/** E9's figures of some leads. */
function figuresOf(rows: Rows, leads: readonly Lead[]) {
  const categories = new Map(rows.stages.map((stage) => [stage.id, stage.category]));
  const isConverted = (lead: Lead) => lead.status === 'converted' || categories.get(lead.stageId) === 'won';
  const converted = leads.filter(isConverted).length;
  const valued = leads.filter((lead) => lead.valueMinor !== null);
  const own = valued.filter((lead) => lead.currency === 'EUR');
  const totalValueMinor = own.reduce((sum, lead) => sum + lead.valueMinor!, 0);
  return {
    count: leads.length,
    converted,
    conversionRate: leads.length === 0 ? 0 : Math.round((converted / leads.length) * 1000) / 10,
    totalValueMinor,
    averageValueMinor: own.length === 0 ? null : Math.round(totalValueMinor / own.length),
    otherCurrency: valued.length - own.length,
  };
}

test('E9: leadStats counts every lead in one outcome', async () => {
  await forCases(loaded, async (of) => {
    const random = new Random(of.seed);
    const period = random.chance(0.5) ? randomPeriod(random) : undefined;
    const leads = period ? createdIn(of, period) : keptLeads(of.rows, of.scope);
    const answer = await of.ask(leadStats, { ...period }, of.asking);
    expect(answer).toMatchObject({ ...figuresOf(of.rows, leads), currency: 'EUR' });
    expect(answer.new + answer.contacted + answer.qualified + answer.lost + answer.converted).toBe(leads.length);
  });
});

test('E10: sourceAnalytics and campaignAnalytics break leads down', async () => {
  await forCases(loaded, async (of) => {
    const leads = keptLeads(of.rows, of.scope);
    const { sources } = await of.ask(sourceAnalytics, {}, of.asking);
    for (const { sourceId, name, ...figures } of sources) {
      expect(figures).toEqual(
        figuresOf(
          of.rows,
          leads.filter((lead) => lead.sourceId === sourceId),
        ),
      );
      expect(name).toBe(of.rows.sources.find((row) => row.id === sourceId)?.name ?? null);
    }
    const { campaigns } = await of.ask(campaignAnalytics, {}, of.asking);
    for (const { campaign, ...figures } of campaigns) {
      expect(figures).toEqual(
        figuresOf(
          of.rows,
          leads.filter((lead) => lead.utmCampaign === campaign),
        ),
      );
    }
    expect(sources.reduce((sum, row) => sum + row.count, 0)).toBe(leads.length);
    expect(campaigns.reduce((sum, row) => sum + row.count, 0)).toBe(leads.length);
  });
});
