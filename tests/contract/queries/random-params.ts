import { leadStates, leadStatuses, priorities, appointmentStatuses } from '../../../core/schema/leads.ts';
import { opportunityStatuses } from '../../../core/schema/companies.ts';
import { accountSortKeys } from '../../../core/queries/account-list.ts';
import { addDays } from '../../../core/queries/days.ts';
import type { Query } from '../../../core/queries/define-query.ts';
import { leadSortKeys } from '../../../core/queries/lead-list.ts';
import { opportunitySortKeys } from '../../../core/queries/opportunity-list.ts';
import { appointmentSpans } from '../../../core/queries/overview.ts';
import { timelineKinds } from '../../../core/queries/timeline.ts';
import type { RandomOrganization } from '../../support/random-organization.ts';
import { Random } from '../../support/random.ts';
import { companies, emails, firstNames, lastNames, phoneNumbers } from '../../support/random-texts.ts';

type Rows = RandomOrganization['rows'];

const terms = [
  'j',
  'ja',
  'jo',
  'mül',
  'mull',
  'johnson',
  'jonhson',
  'acme gmbh',
  '100%',
  '_',
  '\\',
  'ß',
  '0301234567',
  '王',
  'off',
];

/** The parameters of a query. */
export type ParamsOf<Q> = Q extends Query<infer P, unknown> ? P : never;

/** Parameters that fit a query and the organization, determined by the seed. */
export function paramsOf(query: string, rows: Rows, seed: number): unknown {
  const random = new Random(seed);
  const make = makers[query];
  if (!make) throw new Error(`say how to ask ${query}`);
  return make(random, rows);
}

const maybe = <T>(random: Random, name: string, value: () => T): Record<string, T> =>
  random.chance(0.25) ? { [name]: value() } : {};
const idOf = (random: Random, rows: readonly { readonly id: string }[]): string => random.pick(rows).id;
const idOrNone = (random: Random, rows: readonly { readonly id: string }[]) =>
  random.chance(0.3) ? null : idOf(random, rows);
const page = (random: Random) => ({ offset: random.pick([0, 0, 3, 1000]), limit: random.pick([1, 7, 200]) });
const sortDir = (random: Random) => random.pick(['asc', 'desc'] as const);
const anyText = (random: Random) => random.pick([...terms, ...firstNames, ...lastNames, ...companies]);

/** A period of up to 40 days, or now and then of years, around the days on which clocks change. */
export function randomPeriod(random: Random): { from: string; to: string } {
  const from = addDays(
    random.pick(['2024-10-27', '2024-11-03', '2024-03-31', '2024-03-10', '2024-11-20']),
    -random.below(5),
  );
  return { from, to: addDays(from, random.chance(0.1) ? 1_800 : random.below(40)) };
}

export function randomLeadFilters(random: Random, rows: Rows): Record<string, unknown> {
  return {
    ...maybe(random, 'search', () => anyText(random)),
    ...maybe(random, 'pipelineId', () => idOf(random, rows.pipelines)),
    ...maybe(random, 'stageId', () => idOf(random, rows.stages)),
    ...maybe(random, 'priority', () => random.pick(priorities)),
    ...maybe(random, 'sourceId', () => idOrNone(random, rows.sources)),
    ...maybe(random, 'assigneeId', () => idOrNone(random, rows.users)),
    ...maybe(random, 'teamId', () => idOrNone(random, rows.teams)),
    ...maybe(random, 'businessId', () => idOrNone(random, rows.businesses)),
    ...maybe(random, 'status', () => random.pick(leadStatuses)),
    ...maybe(random, 'state', () => random.pick([...leadStates, 'kept'])),
    ...maybe(random, 'createdFrom', () => randomPeriod(random).from),
    ...maybe(random, 'createdTo', () => randomPeriod(random).to),
    ...maybe(random, 'firstName', () => random.pick(firstNames).slice(0, 3)),
    ...maybe(random, 'lastName', () => random.pick(lastNames).slice(0, 3)),
    ...maybe(random, 'email', () => random.pick(emails).slice(2, 7)),
    ...maybe(random, 'phone', () => random.pick(phoneNumbers).slice(0, 6)),
    ...maybe(random, 'utmCampaign', () => random.pick(['spring', '50%_off'])),
  };
}

function boardParams(random: Random, rows: Rows) {
  const pipelineId = idOf(random, rows.pipelines);
  const { pipelineId: _p, stageId: _s, status: _t, ...filters } = randomLeadFilters(random, rows);
  const status = maybe(random, 'status', () => random.pick([...leadStatuses, ...opportunityStatuses]));
  return { pipelineId, filters: { ...filters, ...status } };
}

const makers: Readonly<Record<string, (random: Random, rows: Rows) => unknown>> = {
  roleList: () => ({}),
  workspace: () => ({}),
  board: boardParams,
  boardCards: (random, rows) => ({ ...boardParams(random, rows), stageId: idOf(random, rows.stages), ...page(random) }),
  leadList: (random, rows) => ({
    filters: randomLeadFilters(random, rows),
    ...{
      sortBy: random.pick(leadSortKeys.filter((key) => key !== 'score')),
      sortDir: sortDir(random),
      ...page(random),
    },
  }),
  leadSelection: (random, rows) => ({
    filters: randomLeadFilters(random, rows),
    ...{ after: random.chance(0.5) ? null : idOf(random, rows.leads), limit: random.pick([1, 7, 5_000]) },
  }),
  leadDetail: (random, rows) => ({ id: idOf(random, rows.leads) }),
  timeline: (random, rows) => ({
    ...{ leadId: idOf(random, rows.leads), limit: random.pick([1, 3, 200]) },
    ...maybe(random, 'kinds', () => [random.pick(timelineKinds)]),
    ...maybe(random, 'before', () => random.pick(rows.notes.map(({ createdAt: at, id }) => ({ at, id })))),
  }),
  calendar: (random, rows) => {
    const from = random.pick(rows.appointments).startAt - random.below(2) * 1_800_000;
    return {
      ...{ from, to: from + 1 + random.below(300) * 86_400_000 },
      ...maybe(random, 'ownerIds', () => random.some(rows.users).map((user) => user.id)),
      ...maybe(random, 'statuses', () => [...random.some(appointmentStatuses)]),
    };
  },
  appointmentList: (random, rows) => ({
    ...(random.chance(0.7)
      ? { datesetting: random.pick(['on', 'before', 'after']), ondate: randomPeriod(random).from }
      : {}),
    ...maybe(random, 'status', () => random.pick(appointmentStatuses)),
    ...maybe(random, 'leadName', () => random.pick([...firstNames, ...lastNames]).slice(0, 3)),
    ...maybe(random, 'leadId', () => idOf(random, rows.leads)),
    ...maybe(random, 'ownerId', () => idOf(random, rows.users)),
    ...maybe(random, 'sortDir', () => sortDir(random)),
    ...page(random),
  }),
  dashboardVolume: randomPeriod,
  dashboardTotals: randomPeriod,
  recentLeads: (random) => ({ ...randomPeriod(random), ...maybe(random, 'limit', () => 2) }),
  perBusiness: randomPeriod,
  opportunityTotals: randomPeriod,
  leadDocuments: (random, rows) => ({ leadId: idOf(random, rows.leads) }),
  conflictList: (random, rows) => ({
    ...maybe(random, 'leadId', () => (random.chance(0.3) ? null : idOf(random, rows.leads))),
    ...maybe(random, 'userId', () => idOf(random, rows.users)),
    ...page(random),
  }),
  undoOutcome: (random) => ({ of: `action ${random.below(4)}` }),
  noteRevisions: (random, rows) => ({ noteId: idOf(random, rows.notes) }),
  overview: (random) => ({ appointments: random.pick(appointmentSpans), ...maybe(random, 'limit', () => 3) }),
  leadStats: (random) => random.pick([{}, randomPeriod(random)]),
  sourceAnalytics: (random) => random.pick([{}, randomPeriod(random)]),
  campaignAnalytics: (random) => random.pick([{}, randomPeriod(random)]),
  pipelineAnalytics: (random, rows) => ({
    ...{ pipelineId: idOf(random, rows.pipelines), ...random.pick([{}, randomPeriod(random)]) },
  }),
  search: (random) => ({ term: anyText(random).slice(0, 1 + random.below(12)), limit: random.pick([5, 20, 200]) }),
  conversionCheck: (random, rows) => ({
    id: idOf(random, rows.leads),
    ...maybe(random, 'pipelineId', () => idOf(random, rows.pipelines)),
    ...maybe(random, 'stageId', () => idOf(random, rows.stages)),
  }),
  duplicateCandidates: (random, rows) => ({
    ...maybe(random, 'email', () => random.pick(emails).toUpperCase()),
    ...maybe(random, 'phones', () => [random.pick(phoneNumbers)]),
    ...maybe(random, 'firstName', () => random.pick(firstNames)),
    ...maybe(random, 'lastName', () => random.pick(lastNames)),
    ...maybe(random, 'company', () => random.pick(companies)),
    ...maybe(random, 'exceptId', () => idOf(random, rows.leads)),
  }),
  accountList: (random, rows) => ({
    ...maybe(random, 'search', () => anyText(random)),
    ...maybe(random, 'ownerId', () => idOrNone(random, rows.users)),
    ...maybe(random, 'teamId', () => idOrNone(random, rows.teams)),
    ...maybe(random, 'sector', () => 'retail'),
    ...{ sortBy: random.pick(accountSortKeys), sortDir: sortDir(random), ...page(random) },
  }),
  opportunityList: (random, rows) => ({
    filters: {
      ...maybe(random, 'search', () => anyText(random)),
      ...maybe(random, 'pipelineId', () => idOf(random, rows.pipelines)),
      ...maybe(random, 'status', () => random.pick(opportunityStatuses)),
      ...maybe(random, 'ownerId', () => idOrNone(random, rows.users)),
      ...maybe(random, 'accountId', () => idOrNone(random, rows.accounts)),
      ...maybe(random, 'closedFrom', () => randomPeriod(random).from),
      ...maybe(random, 'closedTo', () => randomPeriod(random).to),
    },
    ...{ sortBy: random.pick(opportunitySortKeys), sortDir: sortDir(random), ...page(random) },
  }),
};
