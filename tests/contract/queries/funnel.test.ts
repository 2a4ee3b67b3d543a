import { afterAll, beforeAll, expect, test } from 'vitest';
import { overview } from '../../../core/queries/overview.ts';
import { pipelineAnalytics } from '../../../core/queries/pipeline-analytics.ts';
import { openQueryHomes, type LoadedOrganization, type QueryHomes } from '../../support/query-homes.ts';
import { forCases } from './cases.ts';
import { compareBytes, dateIn, keptLeads, seesLead, type Lead, type Rows } from './naive.ts';
import { organizations } from './organizations.ts';
import { paramsOf, type ParamsOf } from './random-params.ts';

let homes: QueryHomes;
let loaded: readonly LoadedOrganization[];

beforeAll(async () => {
  homes = await openQueryHomes();
  loaded = await homes.loadAll(organizations);
});
afterAll(() => homes.close());

type Stay = { readonly leadId: string; readonly stageId: string; readonly timeMs: number };

/** Every stay of a lead in a stage, the one that goes on included. */
function staysOf(rows: Rows, lead: Lead, now: number): Stay[] {
  const moves = rows.history.filter((row) => row.leadId === lead.id && row.event === 'stage');
  const ordered = moves.toSorted((a, b) => a.at - b.at || compareBytes(a.id, b.id));
  const finished = ordered.map(({ fromValue, at }, i) => ({
    ...{ leadId: lead.id, stageId: fromValue! },
    timeMs: Math.max(0, at - (i === 0 ? lead.createdAt : ordered[i - 1]!.at)),
  }));
  return [...finished, { leadId: lead.id, stageId: lead.stageId, timeMs: Math.max(0, now - lead.stageSince) }];
}

test('E10: pipelineAnalytics measures stays from the history', async () => {
  await forCases(loaded, async ({ rows, ask, asking, scope, seed }) => {
    const { pipelineId } = paramsOf('pipelineAnalytics', rows, seed) as ParamsOf<typeof pipelineAnalytics>;
    const answer = await ask(pipelineAnalytics, { pipelineId }, asking);
    const leads = keptLeads(rows, scope).filter((lead) => lead.pipelineId === pipelineId);
    const stays = leads.flatMap((lead) => staysOf(rows, lead, asking.now));
    expect(answer.total).toBe(leads.length);
    for (const stage of answer.stages) {
      const own = stays.filter((stay) => stay.stageId === stage.stageId);
      const timeMs = own.reduce((sum, stay) => sum + stay.timeMs, 0);
      expect(stage.averageTimeMs).toBe(own.length === 0 ? null : Math.round(timeMs / own.length));
      expect(stage.reached).toBe(new Set(own.map((stay) => stay.leadId)).size);
      expect(stage.count).toBe(leads.filter((lead) => lead.stageId === stage.stageId).length);
    }
    const converted = leads.filter((lead) => lead.status === 'converted' && lead.convertedAt !== null);
    const took = converted.reduce((sum, lead) => sum + lead.convertedAt! - lead.createdAt, 0);
    expect(answer.averageTimeToConvertMs).toBe(converted.length === 0 ? null : Math.round(took / converted.length));
  });
});

test('C1: overview counts leads by stage and source and lists the appointments ahead', async () => {
  await forCases(loaded, async ({ rows, ask, asking, scope, timeZone, seed }) => {
    const { appointments: span } = paramsOf('overview', rows, seed) as ParamsOf<typeof overview>;
    const answer = await ask(overview, { appointments: span, limit: 200 }, asking);
    const leads = keptLeads(rows, scope);
    expect(answer.total).toBe(leads.length);
    for (const { stageId, count } of answer.stages) {
      expect(count).toBe(leads.filter((lead) => lead.stageId === stageId).length);
    }
    for (const { sourceId, count } of answer.sources) {
      expect(count).toBe(leads.filter((lead) => lead.sourceId === sourceId).length);
    }
    const today = dateIn(timeZone, asking.now);
    const isAhead = (startAt: number): boolean => {
      const date = dateIn(timeZone, startAt);
      // 2024-11-20 is a Wednesday.
      if (span === 'week') return date >= '2024-11-18' && date <= '2024-11-24';
      if (span === 'month') return date.slice(0, 7) === today.slice(0, 7);
      return span === 'today' ? date === today : startAt >= asking.now;
    };
    const ahead = rows.appointments.filter((row) => {
      const lead = rows.leads.find((lead) => lead.id === row.leadId)!;
      return lead.state !== 'trashed' && seesLead(rows, scope, lead) && isAhead(row.startAt);
    });
    expect(answer.appointmentsTotal).toBe(ahead.length);
    const expected = ahead.toSorted((a, b) => a.startAt - b.startAt || compareBytes(a.id, b.id));
    expect(answer.appointments.map((row) => row.id)).toEqual(expected.map((row) => row.id));
  });
});
