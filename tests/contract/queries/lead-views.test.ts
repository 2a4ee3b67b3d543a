import { afterAll, beforeAll, expect, test } from 'vitest';
import { appointmentList } from '../../../core/queries/appointment-list.ts';
import { calendar } from '../../../core/queries/calendar.ts';
import { leadDetail } from '../../../core/queries/lead-detail.ts';
import { leadDocuments } from '../../../core/queries/lead-documents.ts';
import { timeline, type TimelineEntry } from '../../../core/queries/timeline.ts';
import { normalizeText } from '../../../core/schema/normalize.ts';
import { openQueryHomes, type LoadedOrganization, type QueryHomes } from '../../support/query-homes.ts';
import { Random } from '../../support/random.ts';
import { forCases, type Case } from './cases.ts';
import { compareBytes, dateIn, seesLead } from './naive.ts';
import { organizations } from './organizations.ts';
import { paramsOf, type ParamsOf } from './random-params.ts';

let homes: QueryHomes;
let loaded: readonly LoadedOrganization[];

beforeAll(async () => {
  homes = await openQueryHomes();
  loaded = await homes.loadAll(organizations);
});
afterAll(() => homes.close());

test('A3 C4 E4: leadDetail gives the lead with everything around it, or nothing to those who do not see it', async () => {
  await forCases(loaded, async ({ rows, ask, asking, scope, seed }) => {
    const lead = new Random(seed).pick(rows.leads);
    const answer = await ask(leadDetail, { id: lead.id }, asking);
    expect(answer !== null).toBe(seesLead(rows, scope, lead));
    if (!answer) return;
    const of = <R extends { readonly leadId: string }>(all: readonly R[]) =>
      all.filter((row) => row.leadId === lead.id);
    const byId = <R extends { readonly id: string }>(all: readonly R[], id: string | null) =>
      all.find((row) => row.id === id) ?? null;
    const { sortKey: _s, searchText: _t, ...stored } = lead;
    expect(answer).toMatchObject({
      ...{ lead: stored, phones: JSON.parse(lead.phones) },
      ...{ stage: byId(rows.stages, lead.stageId), pipeline: byId(rows.pipelines, lead.pipelineId) },
      ...{ source: byId(rows.sources, lead.sourceId), assignee: byId(rows.users, lead.assigneeId) },
      counts: {
        ...{ notes: of(rows.notes).length, activities: of(rows.activities).length },
        ...{ appointments: of(rows.appointments).length },
        conflicts: of(rows.conflicts).filter((row) => row.resolvedAt === null).length,
      },
    });
    expect(answer.contact?.id ?? null).toBe(lead.contactId);
    expect(answer.account?.id ?? null).toBe(lead.accountId);
    const ids = (all: readonly { readonly id: string }[]) => new Set(all.map((row) => row.id));
    expect(ids(answer.businesses)).toEqual(new Set(of(rows.leadBusinesses).map((row) => row.businessId)));
    expect(ids(answer.members)).toEqual(ids(of(rows.leadMembers)));
    expect(ids(answer.products)).toEqual(ids(of(rows.leadProducts)));
    expect(ids(answer.opportunities)).toEqual(ids(rows.opportunities.filter((row) => row.leadId === lead.id)));
  });
});

test('A11: timeline pages through everything once, newest first', async () => {
  await forCases(loaded, async ({ rows, ask, asking, scope, seed }) => {
    const random = new Random(seed);
    const leadId = random.pick(rows.notes).leadId;
    const limit = random.pick([1, 2, 5, 200]);
    const entries: TimelineEntry[] = [];
    for (let page = await ask(timeline, { leadId, limit }, asking); ;) {
      entries.push(...page.entries);
      if (!page.nextBefore) break;
      page = await ask(timeline, { leadId, limit, before: page.nextBefore }, asking);
    }
    const seen = seesLead(
      rows,
      scope,
      rows.leads.find((lead) => lead.id === leadId)!,
    );
    const expected = [
      ...rows.notes.map((row) => ({ ...row, at: row.createdAt })),
      ...rows.activities.map((row) => ({ ...row, at: row.occurredAt })),
      ...rows.appointments.map((row) => ({ ...row, at: row.startAt })),
      ...rows.history,
      ...rows.conflicts.map((row) => ({ ...row, at: row.keptAt })),
    ].filter((row) => seen && row.leadId === leadId);
    const sorted = expected.toSorted((a, b) => b.at - a.at || compareBytes(b.id, a.id));
    expect(entries.map((entry) => entry.id)).toEqual(sorted.map((row) => row.id));
  });
});

/** Appointments that the asking person may see. */
function visible({ rows, scope }: Case) {
  return rows.appointments.filter((row) => {
    const lead = rows.leads.find((lead) => lead.id === row.leadId)!;
    return lead.state !== 'trashed' && seesLead(rows, scope, lead);
  });
}

test('calendar gives the appointments that touch the span, those over midnight and over its edges included', async () => {
  await forCases(loaded, async (of) => {
    const { from, to, ownerIds, statuses } = paramsOf('calendar', of.rows, of.seed) as ParamsOf<typeof calendar>;
    const expected = visible(of).filter(
      (row) =>
        row.startAt < to &&
        row.endAt > from &&
        (!ownerIds || ownerIds.includes(row.ownerId)) &&
        (!statuses || statuses.includes(row.status)),
    );
    const { appointments } = await of.ask(calendar, { from, to, ownerIds, statuses }, of.asking);
    const sorted = expected.toSorted((a, b) => a.startAt - b.startAt || compareBytes(a.id, b.id));
    expect(appointments.map((row) => row.id)).toEqual(sorted.map((row) => row.id));
    for (const row of appointments) {
      expect(row.ownerName).toBe(of.rows.users.find((user) => user.id === row.ownerId)!.name);
    }
  });
});

test('C3: appointmentList by day, status and lead name', async () => {
  await forCases(loaded, async (of) => {
    const params = paramsOf('appointmentList', of.rows, of.seed) as ParamsOf<typeof appointmentList>;
    const { datesetting, ondate, status, leadName, leadId, ownerId, sortDir, offset, limit } = params;
    const name = normalizeText(leadName ?? '');
    const isOnDay = (startAt: number): boolean => {
      const date = dateIn(of.timeZone, startAt);
      if (!datesetting) return true;
      return datesetting === 'on' ? date === ondate : datesetting === 'before' ? date < ondate! : date > ondate!;
    };
    const expected = visible(of).filter(
      (row) =>
        isOnDay(row.startAt) &&
        (!status || row.status === status) &&
        (!leadId || row.leadId === leadId) &&
        (!ownerId || row.ownerId === ownerId) &&
        ` ${of.rows.leads.find((lead) => lead.id === row.leadId)!.sortKey}`.includes(name ? ` ${name}` : ''),
    );
    const { items, total } = await of.ask(appointmentList, params, of.asking);
    const sign = sortDir === 'desc' ? -1 : 1;
    const sorted = expected.toSorted((a, b) => sign * (a.startAt - b.startAt || compareBytes(a.id, b.id)));
    expect(total).toBe(expected.length);
    expect(items.map((row) => row.id)).toEqual(sorted.slice(offset, offset + limit).map((row) => row.id));
  });
});

test('A9 B14: leadDocuments gives the photo and the documents of a lead that the caller sees, newest first', async () => {
  await forCases(loaded, async ({ rows, ask, asking, scope, seed }) => {
    const lead = new Random(seed).pick(rows.leads);
    const { photo, documents } = await ask(leadDocuments, { leadId: lead.id }, asking);
    const present = seesLead(rows, scope, lead)
      ? rows.documents.filter((row) => row.leadId === lead.id && row.removedAt === null)
      : [];
    const newestFirst = present.toSorted((a, b) => b.createdAt - a.createdAt || compareBytes(b.id, a.id));
    const newestPhoto = newestFirst.find((row) => row.kind === 'photo');
    expect(photo?.id).toBe(newestPhoto?.id);
    expect(documents.map((row) => row.id)).toEqual(
      newestFirst.filter((row) => row !== newestPhoto).map(({ id }) => id),
    );
    for (const row of documents) {
      expect(row.createdByName).toBe(rows.users.find((user) => user.id === row.createdBy)?.name ?? null);
    }
  });
});
