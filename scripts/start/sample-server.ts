import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pino } from 'pino';
import type { Row } from '../../core/kernel/rows.ts';
import { generateSampleCompany } from '../../electron/data/sample-company.ts';
import { createOrganization } from '../../server/auth/create-organization.ts';
import { openSqliteDirectory } from '../../server/auth/directory-database.ts';
import { Directory } from '../../server/auth/directory.ts';
import { readSecret } from '../../server/auth/secret.ts';
import { openStores } from '../../server/store/open-stores.ts';
import type { OrganizationStores } from '../../server/store/organization-store.ts';

const sampleSeed = 20_260_101;

/** Somebody of the sample company, with the password that was made up for them. */
export type SamplePerson = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly password: string;
};

/**
 * Fills an empty server's data folder with the sample company; one that holds an organization is left as it is. Only while no
 * server runs on the folder.
 * @param credentialsFile where the passwords are kept for later starts, readable by its owner only
 * @returns who can sign in; nobody when the data is not ours
 */
export async function ensureSampleCompany(
  dataFolder: string,
  credentialsFile: string,
): Promise<readonly SamplePerson[]> {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const log = pino({ level: 'silent' });
  const stores = await openStores({ dataFolder, databaseUrl: undefined }, log);
  const database = openSqliteDirectory(dataFolder);
  try {
    const secret = readSecret(dataFolder, process.env['BETTER_AUTH_SECRET']);
    const directory = await Directory.open({ database, secret, baseUrl: 'http://127.0.0.1', log });
    if ((await directory.organizations()).length > 0) return readCredentials(credentialsFile);
    return await createSampleCompany(directory, stores, credentialsFile);
  } finally {
    await database.close();
    await stores.closeAll();
  }
}

async function createSampleCompany(
  directory: Directory,
  stores: OrganizationStores,
  credentialsFile: string,
): Promise<readonly SamplePerson[]> {
  const now = Date.now();
  const rows = [...generateSampleCompany(sampleSeed, now)];
  const rowsOf = (table: string) => rows.filter((row) => row.table === table).map(({ row }) => row);
  const people = rowsOf('users').map(withPassword);
  writeFileSync(credentialsFile, `${JSON.stringify(people, undefined, 2)}\n`, { mode: 0o600 });
  const name = String(rowsOf('organization')[0]!['name']);
  await createOrganization(directory, stores, { name, rows, people, now });
  return people;
}

function withPassword(user: Row): SamplePerson {
  const { id, name, email, role } = user as Row & Record<'name' | 'email' | 'role', string>;
  return { id, name, email, role, password: randomBytes(12).toString('base64url') };
}

function readCredentials(file: string): readonly SamplePerson[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SamplePerson[]) : [];
}
