import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { derivedUuid } from '../../core/kernel/ids.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { organizationId } from '../../core/schema/people.ts';
import { newDirectoryId } from '../../server/auth/auth.ts';
import { openSqliteDirectory } from '../../server/auth/directory-database.ts';
import { Directory } from '../../server/auth/directory.ts';
import { readSecret } from '../../server/auth/secret.ts';
import { openStores } from '../../server/store/open-stores.ts';
import { quietLog } from '../support/quiet-log.ts';
import { account, benchId, benchLead, benchText, leadId, pipelineId, stageIds, startMs } from './bench-lead.ts';

export type CompanySize = {
  readonly leads: number;
  /** A note on every third lead. */
  readonly notes: boolean;
};

type Owner = { readonly email: string; readonly password: string };

export function* rows(
  { leads, notes }: CompanySize,
  { email }: Owner = account,
): Generator<{ table: string; row: Row }> {
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
  const owner = { id: derivedUuid('bench', 'owner'), name: 'Olga Owner', email };
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
  const withNote = notes ? leads : 0;
  for (let i = 0; i < withNote; i += 3) {
    const body = benchText(leads + i, 120);
    yield { table: 'notes', row: { id: benchId(i, 1), leadId: leadId(i), authorId: owner.id, body, createdAt } };
  }
}

/** Fills a server's empty data folder with an organization of this size. @param signsIn who owns it @returns rows made */
export async function makeCompany(folder: string, size: CompanySize, signsIn: Owner = account): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const stores = await openStores({ dataFolder: folder, databaseUrl: undefined }, quietLog);
  const database = openSqliteDirectory(folder);
  const secret = readSecret(folder, undefined);
  const directory = await Directory.open({ database, secret, baseUrl: 'http://127.0.0.1', log: quietLog });
  const all = [...rows(size, signsIn)];
  const id = newDirectoryId();
  await stores.create(id, { rows: all, now: Date.now(), stamp: randomBytes(12).toString('base64url') });
  const owner = { id: derivedUuid('bench', 'owner'), name: 'Olga Owner', ...signsIn };
  await directory.addAccount(owner);
  await directory.addOrganization(id, 'Bench');
  await directory.addMember(id, owner.id);
  await database.close();
  await stores.closeAll();
  return all.length;
}
