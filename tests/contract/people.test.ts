import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../server/api.ts';
import { password, startCompany, type Company } from '../server/company.ts';
import { storeKinds } from '../support/fresh-database.ts';

type Team = { id: string; name: string; open: boolean; archived: boolean; members: { userId: string; role: string }[] };
type Sessions = { items: { id: string; isCurrent: boolean; userAgent: string }[]; total: number };

describe.each(storeKinds)('people, teams and profile (%s)', (kind) => {
  let company: Company;
  beforeAll(async () => {
    company = await startCompany(kind);
  });
  afterAll(() => company?.end());

  test('A18 a person sees and changes their own profile, and no more of it than is theirs', async () => {
    const { rita, ids } = company;
    const before = await rita.get('/v1/me');
    expect(before.body).toMatchObject({
      id: ids.rita,
      name: 'Rita',
      role: 'rep',
      email: 'rita@harbour.test',
      apiKey: null,
    });
    expect(before.body['permissions']).toEqual(expect.arrayContaining(['leads:view', 'leads:edit']));
    expect((await rita.sendJson('PATCH', '/v1/me', { name: 'Rita R.' })).body).toMatchObject({ name: 'Rita R.' });
    expect((await rita.sendJson('PATCH', '/v1/me', { role: 'owner' })).body).toMatchObject({
      code: 'VALIDATION_FAILED',
      errors: [{ field: 'role', code: 'unknown' }],
    });
    expect((await rita.sendJson('PATCH', '/v1/me', { name: '' })).body).toMatchObject({ errors: [{ field: 'name' }] });
    expect((await company.anonymous.get('/v1/me')).status).toBe(401);
  });

  test('A18 a password is changed by whoever knows it, keeps to the rules and ends the other sessions', async () => {
    const email = 'rolf@harbour.test';
    const [here, there] = [
      await company.anonymous.signIn(email, password),
      await company.anonymous.signIn(email, password),
    ];
    const change = (current: string, next: string) =>
      here.sendJson('PUT', '/v1/me/password', { current, password: next });
    expect((await change('wrong', 'a brand new password')).body).toMatchObject({
      errors: [{ field: 'current', code: 'wrong' }],
    });
    for (const [next, code] of [
      ['short', 'too_small'],
      ['passwordpassword', 'common'],
      ['rolf@harbour.test', 'personal'],
    ] as const) {
      const { status, body } = await change(password, next);
      expect({ status, body }).toMatchObject({ status: 400, body: { errors: [{ field: 'password', code }] } });
    }
    expect((await change(password, 'a brand new password')).status).toBe(204);
    expect([(await here.get('/v1/me')).status, (await there.get('/v1/me')).status]).toEqual([200, 401]);
    expect((await company.anonymous.post('/v1/sign-in', { email, password })).status).toBe(401);
    await company.anonymous.signIn(email, 'a brand new password');
    const { body } = await company.owner.get<{ items: object[] }>('/v1/audit?event=user.passwordChanged');
    expect(body.items[0]).toMatchObject({
      user: { id: company.ids.rolf },
      requestPath: '/v1/me/password',
      data: { changes: {} },
    });
  });

  test('A18 guessing the current password is slowed down', async () => {
    const guess = () =>
      company.manager.sendJson('PUT', '/v1/me/password', { current: 'x', password: 'whatever it may be' });
    for (let i = 0; i < 5; i += 1) expect((await guess()).status).toBe(400);
    const refused = await guess();
    expect(refused).toMatchObject({ status: 429, body: { code: 'TOO_MANY_ATTEMPTS' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('A18 sessions are listed without their tokens, and ended one by one', async () => {
    const other = await company.anonymous.signIn('rita@harbour.test', password);
    const { body } = await company.rita.get<Sessions>('/v1/me/sessions');
    expect(body.total).toBeGreaterThanOrEqual(2);
    expect(body.items.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    expect(JSON.stringify(body)).not.toContain(other.token!);
    const { items } = (await other.get<Sessions>('/v1/me/sessions')).body;
    const theirs = items.find(({ isCurrent }) => isCurrent)!;
    expect((await company.owner.send('DELETE', `/v1/me/sessions/${theirs.id}`)).status).toBe(404);
    expect((await company.rita.send('DELETE', `/v1/me/sessions/${theirs.id}`)).status).toBe(204);
    expect((await other.get('/v1/me')).status).toBe(401);
    expect((await company.rita.send('DELETE', `/v1/me/sessions/${theirs.id}`)).status).toBe(404);
  });

  test('A18 users are shown, changed and deactivated by those who may', async () => {
    const { owner, rita, ids } = company;
    expect((await rita.get(`/v1/users/${ids.manager}`)).body).toMatchObject({
      id: ids.manager,
      role: 'manager',
      active: true,
    });
    expect((await rita.get(`/v1/users/${newId()}`)).status).toBe(404);
    expect((await owner.sendJson('PATCH', `/v1/users/${newId()}`, { name: 'X' })).status).toBe(404);
    const refused = await rita.sendJson('PATCH', `/v1/users/${ids.manager}`, { name: 'X' });
    expect(refused.body).toMatchObject({ status: 403, details: { permission: 'people:edit' } });
    expect((await owner.sendJson('PATCH', `/v1/users/${ids.rita}`, { role: 'manager' })).body).toMatchObject({
      role: 'manager',
    });
    expect((await owner.sendJson('PATCH', `/v1/users/${ids.rita}`, { role: 'captain' })).body).toMatchObject({
      errors: [{ field: 'role' }],
    });
    expect((await owner.sendJson('PATCH', `/v1/users/${ids.owner}`, { active: false })).body).toMatchObject({
      code: 'LAST_OWNER',
    });
    await owner.sendJson('PATCH', `/v1/users/${ids.rita}`, { role: 'rep' });
    const weak = { name: 'New', email: 'new@harbour.test', role: 'rep', password: 'passwordpassword' };
    expect((await owner.post('/v1/users', weak)).body).toMatchObject({
      errors: [{ field: 'password', code: 'common' }],
    });
  });

  test('A18 teams and their members', async () => {
    const { owner, rita, ids } = company;
    const made = await owner.post<Team>('/v1/teams', { name: 'South', open: true });
    expect(made).toMatchObject({ status: 201, body: { name: 'South', open: true, archived: false, members: [] } });
    const path = `/v1/teams/${made.body.id}`;
    expect(made.headers.get('location')).toBe(path);
    const joined = await owner.sendJson<Team>('PUT', `${path}/members/${ids.rita}`, { role: 'manager' });
    expect(joined.body.members).toEqual([{ userId: ids.rita, role: 'manager', name: expect.any(String) }]);
    expect((await owner.sendJson('PATCH', path, { name: 'South-West', open: false })).body).toMatchObject({
      name: 'South-West',
      open: false,
    });
    expect((await rita.get<{ items: Team[] }>('/v1/teams')).body.items.map(({ name }) => name)).toContain('South-West');
    expect((await owner.post('/v1/teams', { name: 'north' })).body).toMatchObject({
      code: 'NAME_TAKEN',
      errors: [{ field: 'name' }],
    });
    expect((await owner.sendJson('PUT', `${path}/members/${newId()}`, {})).body).toMatchObject({
      code: 'UNKNOWN_ASSIGNEE',
    });
    expect((await owner.send('DELETE', `${path}/members/${ids.rita}`)).status).toBe(204);
    expect((await owner.get<Team>(path)).body.members).toEqual([]);
    for (const refused of [
      await rita.post('/v1/teams', { name: 'Mine' }),
      await rita.sendJson('PATCH', path, { name: 'Mine' }),
    ]) {
      expect(refused.body).toMatchObject({ status: 403, details: { permission: 'people:edit' } });
    }
    expect((await owner.get(`/v1/teams/${newId()}`)).status).toBe(404);
  });
});
