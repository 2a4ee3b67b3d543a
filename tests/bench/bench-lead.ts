import { derivedUuid, uuidv7From } from '../../core/kernel/ids.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { mulberry32 } from '../../core/kernel/seeded-random.ts';

/** Who signs in to the organization that a bench makes. */
export const account = { email: 'owner@bench.test', password: 'a password for measuring' };
export const pipelineId = derivedUuid('bench', 'pipeline');
export const stageIds = ['New', 'Contacted', 'Qualified', 'Proposal', 'Won', 'Lost'].map((name) =>
  derivedUuid('bench', name),
);

export const startMs = Date.UTC(2025, 0, 1);
const firstNames = ['Alice', 'Bruno', 'Chloé', 'Diego', 'Emma', 'Farid', 'Greta', 'Hugo', 'Inès', 'Jonas'];
const lastNames = ['Martin', 'Silva', 'Nguyen', 'Okafor', 'Kowalski', 'Rossi', 'García', 'Dubois', 'Weber', 'Haddad'];
const words =
  'roof solar meter visit follow quote panel contract signed later family garden battery north south budget loan decision partner call back morning evening'.split(
    ' ',
  );

/** @returns a text of about this many characters, the same for the same seed: what compresses too well would flatter us */
export function benchText(seed: number, length: number): string {
  const random = mulberry32(seed);
  let text = '';
  while (text.length < length) text += `${words[Math.floor(random() * words.length)]} `;
  return text.trimEnd();
}

/** @returns an id as a device makes them: the time, and 74 random bits that no compression saves */
export function benchId(i: number, kind: number): string {
  const random = mulberry32(i * 7 + kind);
  return uuidv7From(
    startMs + i * 1000 + kind,
    Uint8Array.from({ length: 10 }, () => random() * 256),
  );
}

/** @returns the id of the i-th lead */
export function leadId(i: number): string {
  return benchId(i, 0);
}

/** The i-th lead, about as full as a real one: thirteen filled cells. */
export function benchLead(i: number): Row {
  const [first, last] = [firstNames[i % 10]!, lastNames[Math.floor(i / 10) % 10]!];
  return {
    id: leadId(i),
    version: 1,
    firstName: first,
    lastName: `${last}${i}`,
    company: `${last} & Sons ${i % 977}`,
    email: `${first}.${last}${i}@example-customer.test`.toLowerCase(),
    phones: JSON.stringify([`+336${10_000_000 + i}`]),
    location: `City ${i % 300}`,
    description: benchText(i, 180),
    pipelineId,
    stageId: stageIds[i % stageIds.length]!,
    stageSince: startMs + i * 1000,
    status: 'open',
    state: 'active',
    priority: 'medium',
    valueMinor: (i * 7919) % 10_000_000,
    currency: 'EUR',
    createdAt: startMs + i * 1000,
    createdBy: derivedUuid('bench', 'owner'),
    updatedAt: startMs + i * 1000,
  };
}
