import { freshDatabase } from '../support/fresh-database.ts';
import type { StoreKind } from '../support/fresh-database.ts';
import { Api, newId, TestDevice } from './api.ts';
import { adminEmail, adminPassword, dataFolder, startServer } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';

export const password = 'correct horse battery';

/** A running server with an owner, a manager of a team, and two reps of it who do not see each other's leads. */
export type Company = {
  readonly server: ServerProcess;
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  readonly anonymous: Api;
  readonly owner: Api;
  readonly manager: Api;
  readonly rita: Api;
  readonly rolf: Api;
  readonly ids: { readonly owner: string; readonly manager: string; readonly rita: string; readonly rolf: string };
  readonly teamId: string;
  end(): Promise<void>;
};

/** Builds the company through the API alone, as an administrator would. */
export async function startCompany(kind: StoreKind): Promise<Company> {
  const folder = await dataFolder();
  const databaseUrl = await freshDatabase(kind, 'server');
  const server = await startServer({ folder: folder.path, databaseUrl });
  const end = async () => {
    await server.stop();
    await folder.remove();
  };
  try {
    return { server, folder: folder.path, databaseUrl, ...(await hirePeople(server.url)), end };
  } catch (cause) {
    await end();
    throw cause;
  }
}

async function hirePeople(url: string) {
  const anonymous = new Api(url);
  const owner = await anonymous.signIn(adminEmail, adminPassword);
  const add = async (name: string, role: string) => {
    const person = { name, email: `${name.toLowerCase()}@harbour.test`, role, password };
    const { status, body } = await owner.post<{ id: string }>('/v1/users', person);
    if (status !== 201) throw new Error(`adding ${name} answered ${status}: ${JSON.stringify(body)}`);
    return { id: body.id, api: await anonymous.signIn(person.email, password) };
  };
  const manager = await add('Mona', 'manager');
  const rita = await add('Rita', 'rep');
  const rolf = await add('Rolf', 'rep');
  const me = await owner.get<{ user: { id: string } }>('/v1/session');
  const teamId = newId();
  const device = new TestDevice(owner);
  await device.apply('team.create', { id: teamId, name: 'North', open: 0 });
  for (const [userId, role] of [
    [manager.id, 'manager'],
    [rita.id, 'member'],
    [rolf.id, 'member'],
  ]) {
    await device.apply('team.addMember', { teamId, userId, role });
  }
  return {
    anonymous,
    owner,
    manager: manager.api,
    rita: rita.api,
    rolf: rolf.api,
    ids: { owner: me.body.user.id, manager: manager.id, rita: rita.id, rolf: rolf.id },
    teamId,
  };
}
