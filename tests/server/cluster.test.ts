import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, storeKinds } from '../support/fresh-database.ts';
import { usualLimits } from '../../server/http/deps.ts';
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

  test('a device that is revoked on one loses its streams on the other at once. Verifies: SYNC-11', async () => {
    const [admin, lost, other] = await Promise.all(
      [0, 0, 0].map(() => new Api(servers[0]!.url).signIn(adminEmail, adminPassword)),
    );
    const device = new TestDevice(lost!);
    await device.apply('lead.create', { id: newId(), lastName: 'Petersen' });
    const there = (api: Api) => EventReader.open(new Api(servers[1]!.url, api.token));
    const [events, othersEvents] = [await there(lost!), await there(other!)];
    await Promise.all([events.next(), othersEvents.next()]);
    const begun = performance.now();
    expect((await admin!.post(`/v1/devices/${device.clientId}/revoke`, {})).status).toBe(200);
    while (await events.next());
    // The heartbeat would end it as well, after twenty seconds.
    expect(performance.now() - begun).toBeLessThan(usualLimits.heartbeatMs / 2);
    const lead = { id: newId(), lastName: 'Still here' };
    await new TestDevice(admin!).apply('lead.create', lead);
    expect(await othersEvents.next()).toMatchObject({ event: 'poke' });
    othersEvents.close();
  });

  test('two people write to one lead through both: every edit is there once, the counter is exact. Verifies: SYNC-2', async () => {
    const here = await new Api(servers[0]!.url).signIn(adminEmail, adminPassword);
    const devices = servers.map(({ url }) => new TestDevice(new Api(url, here.token)));
    const [leadId, productId, lineId] = [newId(), newId(), newId()];
    await devices[0]!.apply('lead.create', { id: leadId, lastName: 'Shared' });
    await devices[0]!.apply('product.create', { id: productId, name: 'Thing', priceMinor: 100 });
    await devices[0]!.apply('leadProduct.add', { id: lineId, leadId, productId });
    const rounds = 25;
    const write = async (device: TestDevice) => {
      for (let round = 0; round < rounds; round++) {
        const { status, body } = await device.push(
          // As a device offline would say it: one more than what it started from.
          device.mutation('leadProduct.update', { id: lineId, changes: { quantity: { from: 1, to: 2 } } }),
          device.mutation('note.add', { id: newId(), leadId, body: `round ${round}` }),
        );
        expect({ status, outcomes: body.outcomes.map(({ outcome }) => outcome.kind) }).toEqual({
          status: 200,
          outcomes: ['applied', 'applied'],
        });
      }
    };
    await Promise.all(devices.map(write));
    const { body } = await devices[1]!.api.get(`/v1/leads/${leadId}`);
    expect(body).toMatchObject({ counts: { notes: 2 * rounds } });
    const lines = (await devices[1]!.snapshot()).flatMap(({ block }) =>
      block?.table === 'leadProducts' ? [block] : [],
    );
    const quantities = lines.flatMap(({ columns, rows }) =>
      rows.filter((row) => row[columns.indexOf('id')] === lineId).map((row) => row[columns.indexOf('quantity')]),
    );
    expect(quantities).toEqual([1 + 2 * rounds]);
  });
});
