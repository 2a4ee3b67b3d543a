import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Api, newId, TestDevice } from '../server/api.ts';
import { startCompany, type Company } from '../server/company.ts';
import { storeKinds } from '../support/fresh-database.ts';

type Key = {
  id: string;
  key: string;
  prefix: string;
  role: string;
  scopes: string[];
  userId: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
};

describe.each(storeKinds)('API keys (%s)', (kind) => {
  let company: Company;
  beforeAll(async () => {
    company = await startCompany(kind);
  });
  afterAll(() => company?.end());

  const make = async (values: object, api = company.owner): Promise<Key> => {
    const { status, body } = await api.post<Key>('/v1/api-keys', { name: 'Import', ...values });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body;
  };
  const by = ({ key }: Key, accountId?: string) => new Api(company.server.url, key, accountId);
  const listed = async (id: string): Promise<Key> => {
    const { body } = await company.owner.get<{ items: Key[] }>('/v1/api-keys');
    return body.items.find((item) => item.id === id)!;
  };
  const lead = (values = {}) => ({ lastName: 'Ann', skipTeamAndSourceRequirement: true, ...values });

  test('D5 a key does what its scopes say, and nothing else, naming what is missing', async () => {
    const api = by(await make({ scopes: ['leads:view', 'leads:create'] }));
    const created = await api.post<{ id: string; createdBy: string }>('/v1/leads', lead());
    expect(created).toMatchObject({ status: 201, body: { createdBy: company.ids.owner } });
    expect((await api.get(`/v1/leads/${created.body.id}`)).status).toBe(200);
    const edit = await api.sendJson('PATCH', `/v1/leads/${created.body.id}`, { firstName: 'Bo' });
    expect(edit).toMatchObject({ status: 403, body: { code: 'FORBIDDEN', details: { permission: 'leads:edit' } } });
    expect((await company.owner.get(`/v1/leads/${created.body.id}`)).body).toMatchObject({ firstName: null });
  });

  test('D5 without the scope to view leads there are none', async () => {
    const { body } = await company.owner.post<{ id: string }>('/v1/leads', lead());
    const blind = by(await make({ scopes: ['leads:edit', 'notes:create'] }));
    for (const refused of [
      await blind.get(`/v1/leads/${body.id}`),
      await blind.get('/v1/leads'),
      await blind.sendJson('PATCH', `/v1/leads/${body.id}`, { firstName: 'Bo' }),
      await blind.post(`/v1/leads/${body.id}/notes`, { body: 'seen' }),
    ]) {
      expect(refused).toMatchObject({ status: 403, body: { details: { permission: 'leads:view' } } });
    }
  });

  test('D5 it sees what whom it acts for sees, in the lesser role', async () => {
    const [mine, other] = [newId(), newId()];
    await new TestDevice(company.rita).apply('lead.create', { id: mine, lastName: 'Mine' });
    await new TestDevice(company.owner).apply('lead.create', { id: other, lastName: 'Other' });
    const forRita = await make({ scopes: ['leads:view'], userId: company.ids.rita });
    expect(forRita).toMatchObject({ role: 'rep', userId: company.ids.rita });
    expect((await by(forRita).get(`/v1/leads/${mine}`)).status).toBe(200);
    expect((await by(forRita).get(`/v1/leads/${other}`)).status).toBe(404);
    const asRep = await make({ scopes: ['leads:view'], role: 'rep' });
    expect((await by(asRep).get(`/v1/leads/${other}`)).status).toBe(200);
    expect((await by(asRep).get(`/v1/leads/${mine}`)).status).toBe(404);
  });

  test('D5 the key is told once and kept as a hash', async () => {
    const made = await make({ scopes: ['leads:view'] });
    expect(made.key).toMatch(/^opk_[0-9a-z]{8}_/);
    expect(made.key.startsWith(made.prefix)).toBe(true);
    const list = await company.owner.get('/v1/api-keys');
    expect(JSON.stringify(list.body)).toContain(made.prefix);
    expect(JSON.stringify(list.body)).not.toContain(made.key.slice(-43));
    expect(JSON.stringify(list.body)).not.toContain('hash');
    if (kind !== 'sqlite') return;
    const files = await readdir(company.folder, { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile())) {
      const bytes = await readFile(join(file.parentPath, file.name));
      if (bytes.includes(made.key.slice(-43))) throw new Error(`${file.name} holds the key`);
    }
  });

  test('D5 it is known when and from where it was last used', async () => {
    const made = await make({ scopes: ['leads:view'] });
    expect(await listed(made.id)).toMatchObject({ lastUsedAt: null });
    await by(made).get('/v1/leads');
    expect(await listed(made.id)).toMatchObject({ lastUsedFrom: expect.stringMatching(/127\.0\.0\.1|::1/) });
    expect(Date.now() - Date.parse((await listed(made.id)).lastUsedAt!)).toBeLessThan(60_000);
  });

  test('D5 a revoked, expired, damaged or foreign key is refused alike', async () => {
    const made = await make({ scopes: ['leads:view'] });
    expect((await company.owner.send('DELETE', `/v1/api-keys/${made.id}`)).status).toBe(204);
    expect((await company.owner.send('DELETE', `/v1/api-keys/${made.id}`)).status).toBe(204);
    expect(await listed(made.id)).toMatchObject({ revokedAt: expect.any(String) });
    const soon = await make({ scopes: ['leads:view'], expiresAt: new Date(Date.now() + 300).toISOString() });
    const damaged = { ...soon, key: `${soon.key.slice(0, -1)}${soon.key.endsWith('A') ? 'B' : 'A'}` };
    const foreign = { ...soon, key: soon.key.replace(/_[0-9a-f-]{36}_/, `_${newId()}_`) };
    await new Promise((done) => setTimeout(done, 350));
    const refusals = await Promise.all(
      [made, soon, damaged, foreign, { ...soon, key: 'opk_x' }].map((key) => by(key).get('/v1/leads')),
    );
    for (const { status, body } of refusals) {
      expect(status).toBe(401);
      expect(body).toEqual(refusals[0]!.body);
      expect(body['code']).toBe('UNAUTHENTICATED');
    }
  });

  test('D5 it is of one organization', async () => {
    const made = await make({ scopes: ['leads:view'] });
    const session = await company.owner.get<{ organization: { id: string } }>('/v1/session');
    expect((await by(made, session.body.organization.id).get('/v1/leads')).status).toBe(200);
    const other = await by(made, newId()).get('/v1/leads');
    expect(other).toMatchObject({ status: 404, body: { code: 'NOT_FOUND', details: { header: 'x-account-id' } } });
  });

  test('D5 nobody makes a key that may more than they may', async () => {
    const post = (values: object, api = company.owner) => api.post('/v1/api-keys', { name: 'K', ...values });
    const unknown = await post({ scopes: ['leads:view', 'leads:fly'] });
    expect(unknown.body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ field: 'scopes.1', code: 'unknown' }] });
    const above = await post({ scopes: ['settings:edit'], userId: company.ids.rita });
    expect(above.body).toMatchObject({ status: 400, errors: [{ field: 'scopes.0', code: 'not_granted' }] });
    const role = await post({ scopes: ['leads:view'], userId: company.ids.rita, role: 'manager' });
    expect(role.body).toMatchObject({ status: 400, errors: [{ field: 'role', code: 'too_high' }] });
    expect((await post({ scopes: ['leads:view'], role: 'owner' })).body).toMatchObject({ errors: [{ field: 'role' }] });
    const stranger = await post({ scopes: ['leads:view'], userId: newId() });
    expect(stranger.body).toMatchObject({ errors: [{ field: 'userId', code: 'unknown' }] });
    const past = await post({ scopes: ['leads:view'], expiresAt: '2020-01-01T00:00:00Z' });
    expect(past.body).toMatchObject({ errors: [{ field: 'expiresAt', code: 'in_past' }] });
    expect((await post({ scopes: [], name: '' })).body).toMatchObject({
      errors: expect.arrayContaining([expect.objectContaining({ field: 'scopes' })]),
    });
    const rep = await post({ scopes: ['leads:view'] }, company.rita);
    expect(rep).toMatchObject({ status: 403, body: { code: 'FORBIDDEN', details: { permission: 'apiKeys:edit' } } });
    expect((await company.rita.get('/v1/api-keys')).status).toBe(403);
    expect((await company.owner.send('DELETE', `/v1/api-keys/${newId()}`)).status).toBe(404);
  });

  test('D5 a key is no person: it syncs no device, makes no keys and sets no passwords', async () => {
    const api = by(await make({ scopes: ['leads:view', 'people:edit', 'apiKeys:edit'] }));
    const refusals = await Promise.all([
      new TestDevice(api).push(),
      api.get('/v1/sync/events'),
      api.get('/v1/devices'),
      api.post('/v1/api-keys', { name: 'More', scopes: ['leads:view'] }),
      api.sendJson('PUT', `/v1/users/${company.ids.rita}/password`, { password: 'a much better password' }),
    ]);
    for (const refusal of refusals) expect(refusal).toMatchObject({ status: 403, body: { code: 'SESSION_REQUIRED' } });
    expect((await api.get('/auth/list-sessions')).status).toBe(401);
  });

  test('D5 a key that sends too much is told how long to wait; others are not held up', async () => {
    const [eager, calm] = [await make({ scopes: ['leads:view'] }), await make({ scopes: ['leads:view'] })];
    const refused: Awaited<ReturnType<Api['get']>>[] = [];
    for (let batch = 0; batch < 20 && refused.length === 0; batch += 1) {
      const replies = await Promise.all(Array.from({ length: 200 }, () => by(eager).get('/v1/leads?unknown=1')));
      refused.push(...replies.filter(({ status }) => status === 429));
    }
    expect(refused.length).toBeGreaterThan(0);
    const [first] = refused;
    expect(first!.body).toMatchObject({ code: 'RATE_LIMITED', details: { retryAfterSeconds: expect.any(Number) } });
    expect(Number(first!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await by(calm).get('/v1/leads')).status).toBe(200);
    expect((await company.owner.get('/v1/leads')).status).toBe(200);
  });

  test('D5 it ends with whom it acts for', async () => {
    const person = { name: 'Gone', email: 'gone@harbour.test', role: 'rep', password: 'a much better password' };
    const { body } = await company.owner.post<{ id: string }>('/v1/users', person);
    const api = by(await make({ scopes: ['leads:view'], userId: body.id }));
    expect((await api.get('/v1/leads')).status).toBe(200);
    const changes = { active: { from: 1, to: 0 } };
    await new TestDevice(company.owner).apply('user.update', { id: body.id, changes });
    expect((await api.get('/v1/leads')).status).toBe(401);
  });
});
