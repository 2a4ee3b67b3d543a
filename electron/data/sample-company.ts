import { derivedUuid, uuidv7From } from '../../core/kernel/ids.ts';
import type { Row, Value } from '../../core/kernel/rows.ts';
import { sampleLeads, type SampleCompany, type SampleRow } from './sample-leads.ts';
import { sampleOpportunities } from './sample-opportunities.ts';
import { seededRandom, type Random } from './seeded-random.ts';
import {
  leadStageTemplates,
  opportunityStageTemplates,
  type StageTemplate,
} from '../../core/domain/pipeline/stage-templates.ts';
import { organizationId } from '../../core/schema/people.ts';

const dayMs = 86_400_000;

const people = [
  ['Maria Winter', 'owner', 'violet'],
  ['Jonas Keller', 'manager', 'teal'],
  ['Amira Haddad', 'rep', 'orange'],
  ['Tom Becker', 'rep', 'blue'],
] as const;

const sources = ['Website', 'Referral', 'Trade fair', 'Phone', 'Social media'];
const businesses = [
  ['Workshop tools', 'blue'],
  ['Safety gear', 'orange'],
  ['Service contracts', 'teal'],
] as const;
const products = [
  ['Torque wrench T40', 'Torque', 18_900],
  ['Torque wrench T90', 'Torque', 34_900],
  ['Hard hat Pro', 'Safety', 4_450],
  ['Harness set', 'Safety', 21_500],
  ['Inspection, yearly', 'Service', 49_000],
] as const;

/**
 * A made-up company to try Outpost with: people, pipelines, two hundred leads with their notes, calls and appointments around
 * the present. The same seed and time give the same rows.
 * @param nowMs the company's present, epoch milliseconds
 */
export function* generateSampleCompany(seed: number, nowMs: number): Generator<SampleRow> {
  const random = seededRandom(seed);
  const createdAt = nowMs - 400 * dayMs;
  const put = (table: string, row: Row): SampleRow => ({ table, row: { version: 1, ...row } });
  const named = (table: string, name: string, cells: Record<string, Value>): SampleRow =>
    put(table, { id: derivedUuid('sample', table, name), name, createdAt, ...cells });
  yield put('organization', {
    id: organizationId,
    name: 'Winter & Keller Tools',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    requiredLeadFields: '[]',
    trashDays: 30,
    createdAt,
  });
  const users = people.map(([name, role, color]) =>
    named('users', name, { email: emailOf(name), role, color, active: 1 }),
  );
  const team = named('teams', 'Field sales', { open: 1, archived: 0 });
  const own = { archived: 0 };
  const settings = {
    leadPipeline: named('pipelines', 'Leads', { module: 'leads', position: 0, isDefault: 1, ...own }),
    opportunityPipeline: named('pipelines', 'Sales', { module: 'opportunities', position: 0, isDefault: 1, ...own }),
    sources: sources.map((name) => named('sources', name, { teamId: null, ...own })),
    businesses: businesses.map(([name, color]) => named('businesses', name, { color, ...own })),
    products: products.map(([name, series, priceMinor]) =>
      named('products', name, { series, priceMinor, currency: 'EUR', externalId: null, ...own }),
    ),
  };
  const leadStageRows = stagesOf(named, settings.leadPipeline, leadStageTemplates);
  yield* [...users, team, ...membersOf(users, team, createdAt), settings.leadPipeline, settings.opportunityPipeline];
  const opportunityStageRows = stagesOf(named, settings.opportunityPipeline, opportunityStageTemplates);
  yield* [...leadStageRows, ...opportunityStageRows];
  yield* [...settings.sources, ...settings.businesses, ...settings.products];
  const newId = (at: number): string => uuidv7From(at, randomBytes(random));
  const company: SampleCompany = {
    pipelineId: settings.leadPipeline.row.id,
    teamId: team.row.id,
    stages: leadStageRows.map(({ row }) => row),
    opportunityStages: opportunityStageRows.map(({ row }) => row),
    userIds: users.map(({ row }) => row.id),
    sourceIds: settings.sources.map(({ row }) => row.id),
    businessIds: settings.businesses.map(({ row }) => row.id),
    products: settings.products.map(({ row }) => row),
  };
  yield* sampleLeads(company, random, newId, nowMs);
  yield* sampleOpportunities(company, random, newId, nowMs);
}

type Named = (table: string, name: string, cells: Record<string, Value>) => SampleRow;

function stagesOf(named: Named, pipeline: SampleRow, templates: readonly StageTemplate[]): SampleRow[] {
  const pipelineId = pipeline.row.id;
  return templates.map(([name, color, category, probability], position) => {
    const { table, row } = named('stages', `${String(pipeline.row['name'])} ${name}`, {
      pipelineId,
      position,
      color,
      category,
      probability,
      description: null,
      requiredFields: '[]',
    });
    return { table, row: { ...row, name } };
  });
}

function membersOf(users: readonly SampleRow[], team: SampleRow, createdAt: number): SampleRow[] {
  return users.slice(1).map(({ row: { id: userId } }, i) => {
    const id = derivedUuid('sample', 'teamMembers', userId);
    const role = i === 0 ? 'manager' : 'member';
    return { table: 'teamMembers', row: { id, version: 1, teamId: team.row.id, userId, role, createdAt } };
  });
}

function emailOf(name: string): string {
  return `${name.toLowerCase().replace(' ', '.')}@winter-keller.example`;
}

function randomBytes(random: Random): Uint8Array {
  return Uint8Array.from({ length: 10 }, () => random.below(256));
}
