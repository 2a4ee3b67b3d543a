import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, storeKinds } from '../support/fresh-database.ts';
import { Api, EventReader, newId, TestDevice } from './api.ts';
import { adminEmail, adminPassword, dataFolder, startServer } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';

const env = { BETTER_AUTH_SECRET: 'the same secret for every process of it' };

describe.runIf(storeKinds.some((kind) => kind === 'postgres'))('two server processes on one PostgreSQL', () => {
  const folders: Awaited<ReturnType<typeof dataFolder>>[] = [];
  let servers: ServerProcess[] = [];

  beforeAll(async () => {
    const databaseUrl = await freshDatabase('postgres', 'cluster');
    folders.push(await dataFolder(), await dataFolder());
    // At the same moment: both find an empty database.
    servers = await Promise.all(folders.map((folder) => startServer({ folder: folder.path, databaseUrl, env })));
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await Promise.all(folders.map((folder) => folder.remove()));
  });

  test('make one organization together, and a session is known to both', async () => {
    const api = await new Api(servers[0]!.url).signIn(adminEmail, adminPassword);
    const [here, there] = await Promise.all(servers.map(({ url }) => new Api(url, api.token).get('/v1/session')));
    expect(here!.body).toMatchObject({ organizations: [{ name: 'Harbour Supplies' }] });
    expect(there!.body).toEqual(here!.body);
  });

  test('a commit on one pokes the devices of the other', async () => {
    const here = await new Api(servers[0]!.url).signIn(adminEmail, adminPassword);
    const there = new Api(servers[1]!.url, here.token);
    const events = await EventReader.open(there);
    const hello = await events.next();
    const lead = { id: newId(), lastName: 'Petersen' };
    await new TestDevice(here).apply('lead.create', lead);
    const poke = await events.next();
    expect(poke).toMatchObject({ event: 'poke' });
    expect(poke!.data.version).toBeGreaterThan(hello!.data.version);
    expect((await there.get(`/v1/leads/${lead.id}`)).status).toBe(200);
    events.close();
  });

  test('the same push on both at once is done once', async () => {
    const here = await new Api(servers[0]!.url).signIn(adminEmail, adminPassword);
    const there = new Api(servers[1]!.url, here.token);
    const device = new TestDevice(here);
    const leadId = newId();
    await device.apply('lead.create', { id: leadId, lastName: 'Once' });
    const mutations = Array.from({ length: 20 }, (_, i) =>
      device.mutation('note.add', { id: newId(), leadId, body: `Note ${i}` }),
    );
    const request = { protocol: 1, clientId: device.clientId, mutations };
    const replies = await Promise.all([here, there, here, there].map((api) => api.post('/v1/sync/push', request)));
    for (const { status, body } of replies) {
      expect(status).toBe(200);
      expect(body['outcomes']).toEqual(replies[0]!.body['outcomes']);
    }
    expect((await there.get(`/v1/leads/${leadId}`)).body).toMatchObject({ counts: { notes: 20 } });
  });
});
