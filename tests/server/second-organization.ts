import { pino } from 'pino';
import { newDirectoryId } from '../../server/auth/auth.ts';
import { createOrganization } from '../../server/auth/create-organization.ts';
import { openPostgresDirectory, openSqliteDirectory } from '../../server/auth/directory-database.ts';
import { Directory } from '../../server/auth/directory.ts';
import { organizationTemplate } from '../../server/auth/organization-template.ts';
import { readSecret } from '../../server/auth/secret.ts';
import { openStores } from '../../server/store/open-stores.ts';

export type Place = { readonly folder: string; readonly databaseUrl: string | undefined };
export type Owner = { readonly name: string; readonly email: string; readonly password: string };

/** Adds an organization to a server's data while the server is stopped. @returns its id */
export async function addOrganization({ folder, databaseUrl }: Place, name: string, owner: Owner): Promise<string> {
  const log = pino({ level: 'silent' });
  const stores = await openStores({ dataFolder: folder, databaseUrl }, log);
  const database =
    databaseUrl === undefined ? openSqliteDirectory(folder) : openPostgresDirectory(databaseUrl, () => {});
  try {
    const secret = readSecret(folder, undefined);
    const directory = await Directory.open({ database, secret, baseUrl: 'http://127.0.0.1', log });
    const id = (await directory.findAccount(owner.email)) ?? newDirectoryId();
    const person = { id, name: owner.name, email: owner.email };
    const now = Date.now();
    const place = { name, timeZone: 'America/New_York', currency: 'USD' };
    const rows = organizationTemplate({ ...place, owner: person }, now, newDirectoryId);
    const people = [{ ...person, password: owner.password }];
    return await createOrganization(directory, stores, { name, rows, people, now });
  } finally {
    await database.close();
    await stores.closeAll();
  }
}
