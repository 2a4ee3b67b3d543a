import { derivedUuid } from '../../core/kernel/ids.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { activityTypes, priorities } from '../../core/schema/leads.ts';
import type { Random } from './seeded-random.ts';

export type SampleRow = { readonly table: string; readonly row: Row };

/** What the leads refer to. */
export type SampleCompany = {
  readonly pipelineId: string;
  readonly teamId: string;
  readonly stages: readonly Row[];
  readonly opportunityStages: readonly Row[];
  readonly userIds: readonly string[];
  readonly sourceIds: readonly string[];
  readonly businessIds: readonly string[];
  readonly products: readonly Row[];
};

export type NewId = (at: number) => string;

const leadCount = 200;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const firstNames =
  'Anna Ben Clara David Elif Felix Greta Hakan Ines Jan Katrin Leon Mira Nils Olivia Paul Rosa Stefan Tereza Yusuf'.split(
    ' ',
  );
export const lastNames =
  'Albrecht Brandt Çelik Dvořák Engel Fischer García Hoffmann Ivanov Jäger Krüger Lindqvist Müller Nowak Öztürk Peters Richter Schäfer Vogel Weiß'.split(
    ' ',
  );
export const trades = 'Maschinenbau Metallbau Dachbau Logistik Anlagenbau Schreinerei Bootswerft Elektrotechnik'.split(
  ' ',
);
const cities = 'Hamburg Bremen Leipzig Graz Basel Rotterdam Aarhus Gdańsk'.split(' ');
const titles = ['Managing director', 'Purchasing', 'Workshop foreman', 'Safety officer', null];
const noteTexts = [
  'Asked for a quote for twelve sets, delivery before the end of the quarter.',
  'Uses a competitor today, contract ends in autumn. Call again six weeks before.',
  'Prefers email in the morning. Decides together with the workshop foreman.',
  'Showed the demo kit on site; they liked the calibration certificate.',
  'Budget is approved, waiting for the signature from head office.',
];
const visits = ['Product demo', 'Site visit', 'Contract talk', 'Yearly inspection', 'Introduction'];

/** Most leads are young, few are won or lost: how far one has come, as a place among the stages. */
function reachedStage(random: Random, stages: number): number {
  return Math.min(random.below(stages), random.below(stages + 2));
}

/** The leads of the sample company and what hangs on them. */
export function* sampleLeads(
  company: SampleCompany,
  random: Random,
  newId: NewId,
  nowMs: number,
): Generator<SampleRow> {
  for (let n = 0; n < leadCount; n++) {
    const createdAt = nowMs - random.below(180 * 24) * hourMs - random.below(hourMs);
    const row = leadRow(company, random, newId(createdAt), createdAt, nowMs);
    yield { table: 'leads', row };
    yield* childRows(company, random, newId, row, nowMs);
    yield* stageHistory(company, newId, row);
  }
}

/** How the lead came to its stage: one move after the other, evenly between its creation and its last move. */
function* stageHistory(company: SampleCompany, newId: NewId, lead: Row): Generator<SampleRow> {
  const reached = company.stages.findIndex((stage) => stage.id === lead['stageId']);
  // Who lost did not win before.
  const path = company.stages.slice(0, reached + 1).filter((stage, i) => i === reached || stage['category'] !== 'won');
  const [createdAt, stageSince] = [Number(lead['createdAt']), Number(lead['stageSince'])];
  for (let i = 1; i < path.length; i++) {
    const at = Math.round(createdAt + ((stageSince - createdAt) * i) / (path.length - 1));
    const move = { event: 'stage', field: 'stageId', fromValue: path[i - 1]!.id, toValue: path[i]!.id, at };
    const userId = lead['assigneeId'] ?? lead['createdBy'] ?? null;
    yield { table: 'history', row: { id: newId(at), version: 1, leadId: lead.id, userId, ...move } };
  }
}

function leadRow(company: SampleCompany, random: Random, id: string, createdAt: number, nowMs: number): Row {
  const [firstName, lastName] = [random.pick(firstNames), random.pick(lastNames)];
  const stage = company.stages[reachedStage(random, company.stages.length)]!;
  const city = random.pick(cities);
  const name = `${lastName} ${random.pick(trades)}`;
  const domain = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z]+/g, '-');
  const stageSince = createdAt + random.below(Math.max(1, nowMs - createdAt));
  const lost = stage['category'] === 'lost';
  return {
    id,
    version: 1,
    firstName,
    lastName,
    company: name,
    title: random.pick(titles),
    location: city,
    email: `${firstName.toLowerCase()}.${random.below(1000)}@${domain}.example`,
    phones: JSON.stringify([`+49 40 ${String(random.below(10_000_000)).padStart(7, '0')}`]),
    pipelineId: company.pipelineId,
    stageId: stage.id,
    stageSince,
    priority: random.pick(priorities),
    status: lost ? 'disqualified' : 'open',
    disqualifiedReason: lost ? 'No budget' : null,
    state: 'active',
    valueMinor: (5 + random.below(400)) * 10_000,
    currency: 'EUR',
    sourceId: random.pick(company.sourceIds),
    teamId: company.teamId,
    assigneeId: random.chance(0.9) ? random.pick(company.userIds) : null,
    utmCampaign: random.chance(0.3) ? random.pick(['spring-fair', 'newsletter', 'search']) : null,
    employees: 5 + random.below(400),
    createdAt,
    createdBy: random.pick(company.userIds),
    updatedAt: stageSince,
  };
}

function* childRows(
  company: SampleCompany,
  random: Random,
  newId: NewId,
  lead: Row,
  nowMs: number,
): Generator<SampleRow> {
  const leadId = lead.id;
  const createdAt = Number(lead['createdAt']);
  const userId = String(lead['assigneeId'] ?? lead['createdBy']);
  const since = (): number => createdAt + random.below(Math.max(1, nowMs - createdAt));
  const child = (table: string, at: number, cells: Omit<Row, 'id'>): SampleRow => ({
    table,
    row: { id: newId(at), version: 1, leadId, ...cells },
  });
  yield child('history', createdAt, {
    userId,
    event: 'created',
    field: null,
    fromValue: null,
    toValue: null,
    at: createdAt,
  });
  const businessId = random.pick(company.businessIds);
  const linkId = derivedUuid('leadBusinesses', leadId, businessId);
  yield { table: 'leadBusinesses', row: { id: linkId, version: 1, leadId, businessId, createdAt } };
  for (let i = random.below(3); i > 0; i--) {
    const at = since();
    yield child('notes', at, { authorId: userId, body: random.pick(noteTexts), createdAt: at, editedAt: null });
  }
  for (let i = random.below(4); i > 0; i--) {
    const at = since();
    const cells = {
      userId,
      type: random.pick(activityTypes),
      description: null,
      metadata: null,
      occurredAt: at,
      createdAt: at,
    };
    yield child('activities', at, cells);
  }
  if (random.chance(0.25)) yield child('appointments', createdAt, appointment(random, userId, createdAt, nowMs));
  if (random.chance(0.3))
    yield child('leadProducts', createdAt, line(random.pick(company.products), 1 + random.below(12), createdAt));
}

function appointment(random: Random, ownerId: string, createdAt: number, nowMs: number): Omit<Row, 'id'> {
  const midnight = Math.floor(nowMs / dayMs) * dayMs;
  const startAt = midnight + (random.below(35) - 10) * dayMs + (7 + random.below(9)) * hourMs;
  const status = startAt < nowMs ? 'fulfilled' : random.pick(['pending', 'confirmed'] as const);
  const endAt = startAt + (random.chance(0.5) ? hourMs / 2 : hourMs);
  return {
    ownerId,
    startAt,
    endAt,
    note: random.pick(visits),
    location: random.pick(cities),
    status,
    overlapsId: null,
    createdAt,
    createdBy: ownerId,
    updatedAt: createdAt,
  };
}

function line(product: Row, quantity: number, createdAt: number): Omit<Row, 'id'> {
  const unitPriceMinor = Number(product['priceMinor']);
  return {
    productId: product.id,
    quantity,
    unitPriceMinor,
    currency: 'EUR',
    discountPercent: 0,
    totalMinor: quantity * unitPriceMinor,
    createdAt,
  };
}
