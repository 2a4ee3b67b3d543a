import type { Random } from './seeded-random.ts';
import { lastNames, trades, type NewId, type SampleCompany, type SampleRow } from './sample-leads.ts';

const opportunityCount = 30;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The opportunities of the sample company, open, won and lost, over its last half year. */
export function* sampleOpportunities(
  company: SampleCompany,
  random: Random,
  newId: NewId,
  nowMs: number,
): Generator<SampleRow> {
  for (let n = 0; n < opportunityCount; n++) yield opportunity(company, random, newId, nowMs);
}

function opportunity(company: SampleCompany, random: Random, newId: NewId, nowMs: number): SampleRow {
  const stage = random.pick(company.opportunityStages);
  const createdAt = nowMs - random.below(170 * 24) * hourMs;
  const stageSince = createdAt + random.below(Math.max(1, nowMs - createdAt));
  const closed = stage['category'] === 'won' || stage['category'] === 'lost';
  const product = random.pick(company.products);
  const ownerId = random.pick(company.userIds);
  return {
    table: 'opportunities',
    row: {
      id: newId(createdAt),
      version: 1,
      name: `${String(product['name'])} for ${random.pick(lastNames)} ${random.pick(trades)}`,
      pipelineId: String(stage['pipelineId']),
      stageId: stage.id,
      stageSince,
      status: closed ? String(stage['category']) : 'open',
      productId: product.id,
      valueMinor: (2 + random.below(20)) * Number(product['priceMinor']),
      currency: 'EUR',
      ownerId,
      teamId: company.teamId,
      engagedAt: createdAt,
      expectedCloseAt: closed ? null : nowMs + (5 + random.below(90)) * dayMs,
      closedAt: closed ? stageSince : null,
      createdAt,
      createdBy: ownerId,
      updatedAt: stageSince,
    },
  };
}
