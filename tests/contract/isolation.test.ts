// D6: organizations share a server, and nothing else. Tried with every route that takes an id, and with SQL in the application's role.
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMigrations } from '../../server/store/migration-files.ts';
import { createApp } from '../../server/http/app.ts';
import type { AppDeps } from '../../server/http/deps.ts';
import { freshDatabase, storeKinds } from '../support/fresh-database.ts';
import { queryPostgres } from '../support/postgres-query.ts';
import { Api, newId, TestDevice } from '../server/api.ts';
import { addOrganization } from '../server/second-organization.ts';
import { adminEmail, adminPassword, dataFolder, startServer, type ServerProcess } from '../server/server-process.ts';

const rival = { name: 'Rolf', email: 'rolf@rival.test', password: 'another long password' };
const marker = 'Zanzibar';

type Route = { method: string; path: string };

/** Every route of the API that names something, as the app itself lists them. */
function routesWithIds(): Route[] {
  const files = { uploads: { handle: () => new Response() } };
  const deps = { files, log: pino({ level: 'silent' }), limits: { requestMs: 1000, heartbeatMs: 1000 } };
  const app = createApp(deps as unknown as AppDeps);
  const seen = new Map(app.routes.map(({ method, path }) => [`${method} ${path}`, { method, path }]));
  return [...seen.values()].filter(
    ({ method, path }) => method !== 'ALL' && path.startsWith('/v1/') && path.includes(':'),
  );
}

/** Bodies that get past the schema, so that it is the id that is refused. */
const bodies: Readonly<Record<string, unknown>> = {
  'PUT /v1/users/:id/password': { password: 'a much better password' },
  'PATCH /v1/leads/:id': { firstName: 'Mine' },
  'POST /v1/leads/:id/stage': { stageId: newId() },
  'POST /v1/leads/:id/disqualify': { reason: 'Mine' },
  'POST /v1/leads/:id/notes': { body: 'Mine' },
  'POST /v1/leads/:id/activities': { type: 'CALL' },
  'PATCH /v1/notes/:id': { body: 'Mine' },
  'PATCH /v1/appointments/:id': { note: 'Mine' },
  'PATCH /v1/leads/:id/documents/:documentId': { name: 'mine.txt' },
};

describe.each(storeKinds)('isolation (%s)', (kind) => {
  let folder: Awaited<ReturnType<typeof dataFolder>>;
  let databaseUrl: string | undefined;
  let server: ServerProcess;
  let rivalOrg: string;
  let owner: Api;
  let stranger: Api;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    folder = await dataFolder();
    databaseUrl = await freshDatabase(kind, 'isolation');
    const place = { folder: folder.path, databaseUrl };
    await (await startServer(place)).stop();
    rivalOrg = await addOrganization(place, 'Rival', rival);
    server = await startServer(place);
    owner = await new Api(server.url).signIn(adminEmail, adminPassword);
    stranger = await new Api(server.url).signIn(rival.email, rival.password);
    await fill();
  });
  afterAll(async () => {
    await server?.stop();
    await folder.remove();
  });

  /** One of everything in the first organization, each with the marker in it. */
  async function fill(): Promise<void> {
    const device = new TestDevice(owner);
    const [lead, note, appointment] = [newId(), newId(), newId()];
    await device.apply('lead.create', { id: lead, lastName: marker });
    await device.apply('note.add', { id: note, leadId: lead, body: marker });
    const startAt = Date.now() + 3_600_000;
    const me = (await owner.get<{ user: { id: string } }>('/v1/session')).body.user.id;
    const times = { startAt, endAt: startAt + 3_600_000 };
    await device.apply('appointment.create', { id: appointment, leadId: lead, ownerId: me, ...times });
    const document = await owner.send<{ id: string; sha256: string }>(
      'POST',
      `/v1/leads/${lead}/documents?name=${marker}.txt`,
      {
        body: new TextEncoder().encode(marker),
        headers: { 'content-type': 'application/octet-stream' },
      },
    );
    const key = await owner.post<{ id: string }>('/v1/api-keys', { name: marker, scopes: ['leads:view'] });
    Object.assign(ids, { lead, note, appointment, user: me, key: key.body.id, device: device.clientId });
    Object.assign(ids, { document: document.body.id, sha256: document.body.sha256 });
  }

  const everything = async () => (await new TestDevice(owner).snapshot()).map(({ block }) => block);

  test('D6 no route finds what another organization has, whatever its id', async () => {
    const routes = routesWithIds();
    expect(routes.length).toBeGreaterThan(25);
    const before = await everything();
    const wrong: string[] = [];
    for (const { method, path } of routes) {
      for (const id of Object.values(ids)) {
        const at = path
          .replace(':documentId', ids['document']!)
          .replace(':role', 'captain')
          .replaceAll(/:\w+(\{[^}]*\})?/g, id);
        const body = bodies[`${method} ${path}`] ?? {};
        const init = { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
        const reply = await stranger.send(method, at, method === 'GET' ? {} : init);
        const told = JSON.stringify(reply.body).includes(marker);
        // An action is named by whoever did it: for others there is none to undo, which is no error.
        if (path.endsWith('/undo') && reply.body['outcome'] === 'missing') continue;
        if (reply.status < 400 || reply.status >= 500 || told) wrong.push(`${method} ${at} → ${reply.status}`);
        if (bodies[`${method} ${path}`] && reply.status !== 404)
          wrong.push(`${method} ${at} → ${reply.status}, not 404`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  test('D6 no list tells of another organization', async () => {
    const lists = [
      'leads',
      'users',
      'appointments',
      'devices',
      'api-keys',
      'audit',
      'roles',
      'audit/export?format=ndjson',
    ];
    for (const path of lists) {
      const own = await owner.get(`/v1/${path}`);
      const theirs = await stranger.get(`/v1/${path}`);
      expect([own.status, theirs.status]).toEqual([200, 200]);
      expect(JSON.stringify(theirs.body)).not.toContain(marker);
      for (const id of Object.values(ids)) expect(JSON.stringify(theirs.body)).not.toContain(id);
    }
    expect(JSON.stringify((await owner.get('/v1/audit')).body)).toContain(marker);
  });

  test('D6 nothing may refer to another organization', async () => {
    const post = (values: object) =>
      stranger.post('/v1/leads', { lastName: 'B', skipTeamAndSourceRequirement: true, ...values });
    expect((await post({ assigneeId: ids['user'] })).body).toMatchObject({ code: 'UNKNOWN_ASSIGNEE' });
    expect((await post({ sourceId: newId() })).body).toMatchObject({ code: 'UNKNOWN_SOURCE' });
    const bulk = await stranger.sendJson('PATCH', '/v1/leads', { ids: [ids['lead']], changes: { company: 'B' } });
    expect(bulk.body).toMatchObject({ code: 'UNKNOWN_LEADS' });
    const key = await stranger.post('/v1/api-keys', { name: 'B', scopes: ['leads:view'], userId: ids['user'] });
    expect(key.body).toMatchObject({ errors: [{ field: 'userId' }] });
  });

  test.runIf(kind === 'postgres')(
    'D6 the application role sees and changes the rows of one organization only',
    async () => {
      const url = new URL(databaseUrl!);
      url.username = 'outpost_app';
      const asRival = `select set_config('app.org_id', '${rivalOrg}', false)`;
      const ask = (sql: string) => queryPostgres(url.href, [asRival, sql]);
      const fails = (...sql: string[]) =>
        queryPostgres(url.href, sql).then(
          () => 'done',
          (cause: Error) => cause.message,
        );
      const names = `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migrations'`;
      const tables = (await ask(names)) as { name: string }[];
      expect(tables.length).toBeGreaterThan(35);
      expect(await fails('select * from "leads"')).toMatch(/app\.org_id/);
      expect(await ask('select 1 from "users"')).toHaveLength(1);
      for (const { name } of tables) {
        expect(await ask(`select 1 from "${name}" where "orgId" <> '${rivalOrg}'`)).toEqual([]);
        const [found] = await ask(`select * from "${name}" limit 1`);
        if (!found) continue;
        const columns = Object.keys(found).map((column) => `"${column}"`);
        const values = columns.map((column) => (column === '"orgId"' ? `'other'` : column));
        const planted = `insert into "${name}" (${columns.join()}) select ${values.join()} from "${name}" limit 1`;
        expect(await fails(asRival, planted)).toMatch(/row-level security/);
      }
      expect(await fails(asRival, `update "users" set "orgId" = 'other'`)).toMatch(/row-level security/);
      for (const sql of [
        `update "auditLog" set "event" = 'x'`,
        `delete from "auditLog"`,
        `delete from "auditRequests"`,
      ]) {
        expect(await fails(asRival, sql)).toMatch(/permission denied/);
      }
      expect(await fails(asRival, `alter table "leads" disable row level security`)).toMatch(/must be owner/);
      expect(await fails('set row_security = off', 'select * from "leads"')).toMatch(/row-level security|app\.org_id/);
    },
  );
});

test('D4 the audit log of an embedded store is only added to', () => {
  const db = new Database(':memory:');
  for (const { sql } of readMigrations('sqlite')) db.exec(sql);
  db.exec(`insert into "auditRequests" ("id", "version", "logId", "method", "path", "headers", "ip", "at")
    values ('r', 0, 'l', 'GET', '/', '{}', '::1', 1)`);
  expect(() => db.exec(`update "auditRequests" set "ip" = 'x'`)).toThrow(/only added to/);
  expect(() => db.exec(`delete from "auditRequests"`)).toThrow(/only added to/);
  db.close();
});
