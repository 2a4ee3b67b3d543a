import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissions, permissionsOf } from '../../core/domain/access/permissions.ts';
import { Api, newId, TestDevice, type Reply } from '../server/api.ts';
import { startCompany, type Company } from '../server/company.ts';
import { storeKinds } from '../support/fresh-database.ts';

type Role = { role: string; permissions: Record<string, boolean>; changed: string[] };

describe.each(storeKinds)('permissions of roles (%s)', (kind) => {
  let company: Company;
  let leadId: string;
  beforeAll(async () => {
    company = await startCompany(kind);
    leadId = newId();
    await new TestDevice(company.rita).apply('lead.create', { id: leadId, lastName: 'Ann' });
  });
  afterAll(() => company?.end());

  const set = (role: string, given: object, api: Api = company.owner) =>
    api.sendJson<Role>('PATCH', `/v1/roles/${role}`, { permissions: given });

  /** What a rep asks for that takes each permission. */
  const deeds: Record<string, (api: Api, id: string) => Promise<Reply>> = {
    'leads:view': (api, id) => api.get(`/v1/leads/${id}`),
    'leads:create': (api) => api.post('/v1/leads', { lastName: 'B', skipTeamAndSourceRequirement: true }),
    'leads:edit': (api, id) => api.sendJson('PATCH', `/v1/leads/${id}`, { firstName: `B${newId()}` }),
    'leads:assign': (api, id) => api.sendJson('PATCH', `/v1/leads/${id}`, { assigneeId: null }),
    'leads:delete': (api, id) => api.send('DELETE', `/v1/leads/${id}`),
    'notes:create': (api, id) => api.post(`/v1/leads/${id}/notes`, { body: 'B' }),
    'activities:create': (api, id) => api.post(`/v1/leads/${id}/activities`, { type: 'CALL' }),
    'documents:edit': (api, id) =>
      api.send('POST', `/v1/leads/${id}/documents?name=a.txt`, {
        body: new Uint8Array([65]),
        headers: { 'content-type': 'application/octet-stream' },
      }),
    'people:edit': (api) =>
      api.post('/v1/users', { name: 'N', email: 'n@x.org', role: 'rep', password: 'long enough it is' }),
    'apiKeys:edit': (api) => api.get('/v1/api-keys'),
    'roles:edit': (api) => set('rep', { 'leads:view': true }, api),
  };

  test.each(Object.keys(deeds))(
    'B3 without %s the action is refused, naming it; with it, it is not',
    async (permission) => {
      const usual = permissionsOf('rep').includes(permission as never);
      if (usual) {
        expect((await set('rep', { [permission]: false })).status).toBe(200);
        const refused = await deeds[permission]!(company.rita, leadId);
        expect(refused).toMatchObject({ status: 403, body: { code: 'FORBIDDEN', details: { permission } } });
        expect((await set('rep', { [permission]: null })).body.changed).toEqual([]);
        if (permission !== 'leads:assign' && permission !== 'leads:delete')
          expect((await deeds[permission]!(company.rita, leadId)).status).toBeLessThan(300);
        return;
      }
      const refused = await deeds[permission]!(company.rita, leadId);
      expect(refused).toMatchObject({ status: 403, body: { code: 'FORBIDDEN', details: { permission } } });
    },
  );

  test('B3 a row that the caller does not see is 404, whatever their role lacks', async () => {
    const hidden = newId();
    await new TestDevice(company.owner).apply('lead.create', { id: hidden, lastName: 'Hidden' });
    const lacking = [
      'leads:edit',
      'leads:assign',
      'leads:delete',
      'notes:create',
      'activities:create',
      'documents:edit',
    ];
    await set('rep', Object.fromEntries(lacking.map((permission) => [permission, false])));
    const answered: Record<string, number[]> = {};
    for (const permission of lacking) {
      const deed = deeds[permission]!;
      answered[permission] = [(await deed(company.rita, hidden)).status, (await deed(company.rita, leadId)).status];
    }
    expect(answered).toEqual(Object.fromEntries(lacking.map((permission) => [permission, [404, 403]])));
    await set('rep', Object.fromEntries(lacking.map((permission) => [permission, null])));
  });

  test('B3 what a role may do is shown with what the organization changed', async () => {
    const { body } = await set('manager', { 'leads:delete': false, 'settings:edit': true });
    expect(body.changed.toSorted()).toEqual(['leads:delete', 'settings:edit']);
    expect((await company.rita.get<Role>('/v1/roles/manager')).body).toEqual(body);
    const { body: all } = await company.rita.get<{ items: Role[] }>('/v1/roles');
    expect(all.items.map(({ role }) => role)).toEqual(['owner', 'admin', 'manager', 'rep']);
    expect(Object.keys(all.items[0]!.permissions)).toEqual([...permissions]);
    const source = await new TestDevice(company.manager).push({
      seq: 1,
      name: 'source.create',
      args: { id: newId(), name: 'Fair' },
      at: Date.now(),
    });
    expect(source.body.outcomes[0]!.outcome.kind).toBe('applied');
    await set('manager', { 'leads:delete': null, 'settings:edit': null });
  });

  test('B3 an owner keeps every right, and nobody raises their own role', async () => {
    expect((await set('owner', { 'people:edit': false })).body).toMatchObject({
      code: 'VALIDATION_FAILED',
      errors: [{ field: 'role', code: 'owner' }],
    });
    const unknown = await set('rep', { 'leads:fly': true });
    expect(unknown.body).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    expect((await set('captain', { 'leads:edit': true })).status).toBe(404);
    await set('manager', { 'roles:edit': true });
    expect((await set('manager', { 'people:edit': true }, company.manager)).status).toBe(403);
    expect((await set('rep', { 'people:edit': true }, company.manager)).body).toMatchObject({
      details: { permission: 'people:edit' },
    });
    await set('manager', { 'roles:edit': null });
  });

  test('B3 a key loses what its role loses', async () => {
    const scopes = ['leads:view', 'leads:create'];
    const made = await company.owner.post<{ key: string }>('/v1/api-keys', { name: 'K', scopes, role: 'rep' });
    const api = new Api(company.server.url, made.body.key);
    expect((await deeds['leads:create']!(api, '')).status).toBe(201);
    await set('rep', { 'leads:create': false });
    expect((await deeds['leads:create']!(api, '')).status).toBe(403);
    await set('rep', { 'leads:create': null });
  });
});
