import { pino } from 'pino';
import type { Role } from '../../core/kernel/mutator.ts';
import { newDirectoryId } from '../../server/auth/auth.ts';
import { createOrganization } from '../../server/auth/create-organization.ts';
import { openPostgresDirectory, openSqliteDirectory } from '../../server/auth/directory-database.ts';
import { Directory } from '../../server/auth/directory.ts';
import { organizationTemplate } from '../../server/auth/organization-template.ts';
import { readSecret } from '../../server/auth/secret.ts';
import { openStores } from '../../server/store/open-stores.ts';
import type { Place } from '../server/second-organization.ts';

/** Somebody who works in every organization. */
export type Colleague = { readonly id: string; readonly role: Role; readonly token: string };
export type Companies = {
  readonly serverId: string;
  readonly organizationIds: readonly string[];
  readonly colleagues: readonly Colleague[];
};

const roles: readonly Role[] = ['owner', 'admin', 'rep', 'admin'];
const password = 'a password for a simulation';

/**
 * Makes organizations in a server's data while no server runs. The same four people work in all of them, each with a session, so
 * that no more than four passwords are hashed.
 */
export async function makeCompanies({ folder, databaseUrl }: Place, secret: string, count: number): Promise<Companies> {
  const log = pino({ level: 'silent' });
  const stores = await openStores({ dataFolder: folder, databaseUrl }, log);
  const database =
    databaseUrl === undefined ? openSqliteDirectory(folder) : openPostgresDirectory(databaseUrl, () => {});
  try {
    const directory = await Directory.open({
      database,
      secret: readSecret(folder, secret),
      baseUrl: 'http://127.0.0.1',
      log,
    });
    const people = roles.map((role, n) => ({
      ...{ id: newDirectoryId(), name: `Person ${n}`, email: `person${n}@simulation.test` },
      role,
    }));
    const organizationIds: string[] = [];
    for (let n = 0; n < count; n++) {
      const now = Date.now();
      const [owner, ...others] = people;
      const { id, name, email } = owner!;
      const place = { name: `Company ${n}`, timeZone: 'Europe/Berlin', currency: 'EUR' };
      const rows = [
        ...organizationTemplate({ ...place, owner: { id, name, email } }, now, newDirectoryId),
        ...others.map((person) => ({ table: 'users', row: { ...person, active: 1, color: 'blue', createdAt: now } })),
      ];
      const accounts = people.map((person) => ({ id: person.id, name: person.name, email: person.email, password }));
      organizationIds.push(
        await createOrganization(directory, stores, { name: place.name, rows, people: accounts, now }),
      );
    }
    const colleagues: Colleague[] = [];
    for (const { id, role, email } of people) {
      const session = await directory.signIn(email, password, '127.0.0.1', 'simulation');
      colleagues.push({ id, role, token: session!.token });
    }
    return { serverId: directory.serverId, organizationIds, colleagues };
  } finally {
    await database.close();
    await stores.closeAll();
  }
}
