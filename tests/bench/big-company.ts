import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { derivedUuid, uuidv7From } from '../../core/kernel/ids.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { organizationId } from '../../core/schema/people.ts';
import { newDirectoryId } from '../../server/auth/auth.ts';
import { openSqliteDirectory } from '../../server/auth/directory-database.ts';
import { Directory } from '../../server/auth/directory.ts';
import { readSecret } from '../../server/auth/secret.ts';
import { openStores } from '../../server/store/open-stores.ts';
import { quietLog } from '../support/quiet-log.ts';

export const account = { email: 'owner@bench.test', password: 'a password for measuring' };
export const pipelineId = derivedUuid('bench', 'pipeline');
export const stageIds = ['New', 'Contacted', 'Qualified', 'Proposal', 'Won', 'Lost'].map((name) =>
  derivedUuid('bench', name),
);

const startMs = Date.UTC(2025, 0, 1);
const firstNames = ['Alice', 'Bruno', 'Chloé', 'Diego', 'Emma', 'Farid', 'Greta', 'Hugo', 'Inès', 'Jonas'];
const lastNames = ['Martin', 'Silva', 'Nguyen', 'Okafor', 'Kowalski', 'Rossi', 'García', 'Dubois', 'Weber', 'Haddad'];
const words =
  'roof solar meter visit follow quote panel contract signed later family garden battery north south budget loan'.split(
    ' ',
  );

/** @returns the id of the i-th lead */
export function leadId(i: number): string {
  return uuidv7From(startMs + i * 1000, new Uint8Array(10).fill(i % 251));
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
    description: Array.from({ length: 25 }, (_, k) => words[(i * 7 + k * 13) % words.length]).join(' '),
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

export function* rows(leads: number): Generator<{ table: string; row: Row }> {
  const createdAt = startMs;
  yield {
    table: 'organization',
    row: {
      id: organizationId,
      name: 'Bench',
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
      requiredLeadFields: '[]',
      trashDays: 30,
      createdAt,
    },
  };
  const owner = { id: derivedUuid('bench', 'owner'), name: 'Olga Owner', email: account.email };
  yield { table: 'users', row: { ...owner, role: 'owner', active: 1, color: 'blue', createdAt } };
  yield {
    table: 'pipelines',
    row: { id: pipelineId, name: 'Sales', module: 'leads', position: 0, isDefault: 1, archived: 0, createdAt },
  };
  for (const [position, id] of stageIds.entries()) {
    const cells = { pipelineId, name: `Stage ${position}`, position, color: 'blue', probability: position * 20 };
    yield { table: 'stages', row: { id, ...cells, category: 'new', requiredFields: '[]', createdAt } };
  }
  for (let i = 0; i < leads; i++) yield { table: 'leads', row: benchLead(i) };
  for (let i = 0; i < leads; i += 3) {
    const body = Array.from({ length: 20 }, (_, k) => words[(i * 11 + k * 5) % words.length]).join(' ');
    const id = uuidv7From(startMs + i * 1000 + 1, new Uint8Array(10).fill(i % 251));
    yield { table: 'notes', row: { id, leadId: leadId(i), authorId: owner.id, body, createdAt } };
  }
}

/** Fills a server's empty data folder with an organization of this many leads, a note on every third. @returns rows made */
export async function makeCompany(folder: string, leads: number): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const stores = await openStores({ dataFolder: folder, databaseUrl: undefined }, quietLog);
  const database = openSqliteDirectory(folder);
  const secret = readSecret(folder, undefined);
  const directory = await Directory.open({ database, secret, baseUrl: 'http://127.0.0.1', log: quietLog });
  const all = [...rows(leads)];
  const id = newDirectoryId();
  await stores.create(id, { rows: all, now: Date.now(), stamp: randomBytes(12).toString('base64url') });
  const owner = { id: derivedUuid('bench', 'owner'), name: 'Olga Owner', ...account };
  await directory.addAccount(owner);
  await directory.addOrganization(id, 'Bench');
  await directory.addMember(id, owner.id);
  await database.close();
  await stores.closeAll();
  return all.length;
}
