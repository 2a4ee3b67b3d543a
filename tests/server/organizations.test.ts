import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { organizationId } from '../../core/schema/people.ts';
import { freshDatabase, storeKinds } from '../support/fresh-database.ts';
import { Api, EventReader, idsIn, newId, TestDevice } from './api.ts';
import { addOrganization } from './second-organization.ts';
import { adminEmail, adminPassword, dataFolder, startServer } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';

const rival = { name: 'Rolf', email: 'rolf@rival.test', password: 'another long password' };
const olga = { name: 'Olga', email: adminEmail, password: adminPassword };

describe.each(storeKinds)('several organizations on one server (%s)', (kind) => {
  let folder: Awaited<ReturnType<typeof dataFolder>>;
  let server: ServerProcess;
  let rivalId: string;
  let secondId: string;

  beforeAll(async () => {
    folder = await dataFolder();
    const databaseUrl = await freshDatabase(kind, 'organizations');
    const place = { folder: folder.path, databaseUrl };
    const first = await startServer(place);
    await first.stop();
    rivalId = await addOrganization(place, 'Rival', rival);
    secondId = await addOrganization(place, 'Second home', olga);
    server = await startServer(place);
  });
  afterAll(async () => {
    await server?.stop();
    await folder.remove();
  });

  test('one that exists but is not theirs looks like one that does not', async () => {
    const session = await new Api(server.url).signIn(adminEmail, adminPassword);
    const missing = await new Api(server.url, session.token, newId()).get('/v1/session');
    const foreign = await new Api(server.url, session.token, rivalId).get('/v1/session');
    expect(foreign.status).toBe(404);
    expect(foreign.body).toEqual(missing.body);
    // By this a device knows that its person does not belong here any more, and stops asking.
    expect(foreign.body).toMatchObject({ code: 'NOT_FOUND', details: { header: 'x-account-id' } });
  });

  test('a member of two says which', async () => {
    const session = await new Api(server.url).signIn(adminEmail, adminPassword);
    const undecided = await session.get('/v1/session');
    expect(undecided.body).toMatchObject({ status: 400, code: 'ACCOUNT_REQUIRED' });
    const names = (undecided.body['details'] as { organizations: { name: string }[] }).organizations.map(
      ({ name }) => name,
    );
    expect(names).toEqual(['Harbour Supplies', 'Second home']);
    const chosen = await new Api(server.url, session.token, secondId).get('/v1/session');
    expect(chosen.body).toMatchObject({ organization: { id: secondId, name: 'Second home', currency: 'USD' } });
  });

  test('their rows never meet', async () => {
    const session = await new Api(server.url).signIn(adminEmail, adminPassword);
    const second = new Api(server.url, session.token, secondId);
    const stranger = await new Api(server.url).signIn(rival.email, rival.password);
    const lead = { id: newId(), lastName: 'Secret' };
    await new TestDevice(second).apply('lead.create', lead);
    expect((await second.get(`/v1/leads/${lead.id}`)).status).toBe(200);
    expect((await stranger.get(`/v1/leads/${lead.id}`)).status).toBe(404);
    const seen = (await new TestDevice(stranger).snapshot()).map(({ block }) => block);
    expect(idsIn(seen, 'leads')).toEqual([]);
    expect(idsIn(seen, 'users')).toHaveLength(1);
    // The same id in another organization is another row.
    await new TestDevice(stranger).apply('lead.create', { ...lead, lastName: 'Mine' });
    expect((await second.get(`/v1/leads/${lead.id}`)).body).toMatchObject({ lastName: 'Secret' });
  });

  test('a commit of one pokes nobody of the other', async () => {
    const session = await new Api(server.url).signIn(adminEmail, adminPassword);
    const second = new Api(server.url, session.token, secondId);
    const stranger = await new Api(server.url).signIn(rival.email, rival.password);
    const [ours, theirs] = [await EventReader.open(second), await EventReader.open(stranger)];
    const [ourVersion] = [(await ours.next())!.data.version, await theirs.next()];
    await new TestDevice(second).apply('lead.create', { id: newId(), lastName: 'Poke' });
    expect((await ours.next())!.data.version).toBeGreaterThan(ourVersion);
    const quiet = await Promise.race([theirs.next(), new Promise((done) => setTimeout(done, 500, 'quiet'))]);
    expect(quiet).toBe('quiet');
    ours.close();
    theirs.close();
  });

  test('a new name is shown where people choose among them', async () => {
    const stranger = await new Api(server.url).signIn(rival.email, rival.password);
    const changes = { name: { from: 'Rival', to: 'Rival & Sons' } };
    await new TestDevice(stranger).apply('organization.update', { id: organizationId, changes });
    const named = { organization: { name: 'Rival & Sons' }, organizations: [{ name: 'Rival & Sons' }] };
    expect((await stranger.get('/v1/session')).body).toMatchObject(named);
    expect((await stranger.get('/v1/session')).body).toMatchObject(named);
  });
});
