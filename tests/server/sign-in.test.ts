import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeKinds } from '../support/fresh-database.ts';
import { Api, TestDevice } from './api.ts';
import { password, startCompany } from './company.ts';
import type { Company } from './company.ts';

describe.each(storeKinds)('signing in (%s)', (kind) => {
  let company: Company;
  beforeAll(async () => {
    company = await startCompany(kind);
  });
  afterAll(() => company?.end());

  test('a session tells who and where', async () => {
    const { status, body } = await company.rita.get('/v1/session');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      user: { id: company.ids.rita, name: 'Rita', email: 'rita@harbour.test', role: 'rep' },
      organization: { name: 'Harbour Supplies', timeZone: 'Europe/Berlin', currency: 'EUR' },
      organizations: [{ name: 'Harbour Supplies' }],
      serverId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('a session lasts 30 days', async () => {
    const { body } = await company.anonymous.post<{ expiresAt: number }>('/v1/sign-in', {
      email: ' Rita@Harbour.test',
      password,
    });
    expect((body.expiresAt - Date.now()) / 86_400_000).toBeCloseTo(30, 2);
  });

  test('a wrong password and an unknown address look the same', async () => {
    const wrong = await company.anonymous.post('/v1/sign-in', { email: 'mona@harbour.test', password: 'wrong' });
    const unknown = await company.anonymous.post('/v1/sign-in', { email: 'nobody@harbour.test', password: 'wrong' });
    expect(wrong.status).toBe(401);
    expect(wrong.body).toMatchObject({ code: 'WRONG_CREDENTIALS', status: 401 });
    expect(unknown.status).toBe(401);
    expect(unknown.body).toEqual(wrong.body);
  });

  test('guessing is stopped, also for the right password, and only there', async () => {
    const guess = (text: string) =>
      company.anonymous.post('/v1/sign-in', { email: 'rolf@harbour.test', password: text });
    const replies = await Promise.all(Array.from({ length: 6 }, (_, i) => guess(`wrong ${i}`)));
    expect(replies.filter(({ status }) => status === 401)).toHaveLength(5);
    const locked = await guess(password);
    expect(locked.status).toBe(429);
    expect(locked.body).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(60);
    expect((await company.rolf.get('/v1/session')).status).toBe(200);
    const mona = { email: 'mona@harbour.test', password };
    expect((await company.anonymous.post('/v1/sign-in', mona)).status).toBe(200);
  });

  test('without a session nothing is answered', async () => {
    for (const token of [undefined, 'nonsense', 'a.b', '']) {
      const { status, body, headers } = await new Api(company.server.url, token).get('/v1/session');
      expect({ status, code: body['code'] }).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
      expect(headers.get('www-authenticate')).toBe('Bearer');
    }
    expect((await company.anonymous.post('/v1/sync/push', {})).status).toBe(401);
    expect((await company.anonymous.get('/v1/leads')).status).toBe(401);
  });

  test('signing out ends the session', async () => {
    const api = await company.anonymous.signIn('mona@harbour.test', password);
    expect((await api.get('/v1/session')).status).toBe(200);
    expect((await api.send('POST', '/v1/sign-out')).status).toBe(204);
    expect((await api.get('/v1/session')).status).toBe(401);
  });

  test('a forged organization does not exist', async () => {
    for (const accountId of [randomUUID(), 'x', '../etc', "' or 1=1"]) {
      const forged = new Api(company.server.url, company.rita.token, accountId);
      expect((await forged.get('/v1/session')).body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      expect((await forged.post('/v1/sync/pull', {})).status).toBe(404);
    }
  });

  test('nobody can sign up or reach the routes that would go round the rules', async () => {
    const person = { email: 'eve@evil.test', password: 'a long enough password', name: 'Eve' };
    expect((await company.anonymous.post('/auth/sign-up/email', person)).status).toBe(404);
    expect((await company.anonymous.post('/auth/sign-in/email', person)).status).toBe(404);
    expect((await company.rita.post('/auth/organization/create', { name: 'x', slug: 'x' })).status).toBe(404);
    expect((await company.rita.get('/auth/list-sessions')).status).toBe(200);
  });

  test('changing the password takes the old one', async () => {
    const wrong = { current: 'not it', password: 'another long password' };
    expect((await company.manager.sendJson('PUT', '/v1/me/password', wrong)).body).toMatchObject({
      status: 400,
      errors: [{ field: 'current', code: 'wrong' }],
    });
    expect((await company.manager.post('/auth/change-password', {})).status).toBe(404);
  });
});

describe.each(storeKinds)('people (%s)', (kind) => {
  let company: Company;
  beforeAll(async () => {
    company = await startCompany(kind);
  });
  afterAll(() => company?.end());

  test('a rep may not add people', async () => {
    const person = { name: 'Eve', email: 'eve@harbour.test', role: 'rep', password };
    expect((await company.rita.post('/v1/users', person)).body).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect((await company.anonymous.post('/v1/sign-in', { email: person.email, password })).status).toBe(401);
  });

  test('a refused person leaves no account behind', async () => {
    const person = { name: '', email: 'new@harbour.test', role: 'rep', password };
    const { status, body } = await company.owner.post<{ errors: { field: string }[] }>('/v1/users', person);
    expect({ status, fields: body.errors.map(({ field }) => field) }).toEqual({ status: 400, fields: ['name'] });
    const taken = { name: 'Second Rita', email: 'rita@harbour.test', role: 'rep', password: 'some other password' };
    expect((await company.owner.post('/v1/users', taken)).status).toBe(409);
    expect((await company.anonymous.post('/v1/sign-in', { email: taken.email, password })).status).toBe(200);
  });

  test('a password is set by those who may, and ends the sessions', async () => {
    const path = `/v1/users/${company.ids.rolf}/password`;
    const body = { password: 'a brand new password' };
    expect((await company.manager.sendJson('PUT', path, body)).status).toBe(403);
    expect((await company.owner.sendJson('PUT', path, { password: 'short' })).status).toBe(400);
    expect((await company.owner.sendJson('PUT', path, body)).status).toBe(204);
    expect((await company.rolf.get('/v1/session')).status).toBe(401);
    await company.anonymous.signIn('rolf@harbour.test', body.password);
  });

  test('somebody deactivated is out at once', async () => {
    const { ids, owner, rita } = company;
    const changes = { active: { from: 1, to: 0 } };
    await new TestDevice(owner).apply('user.update', { id: ids.rita, changes });
    expect((await rita.get('/v1/session')).body).toMatchObject({ status: 403, code: 'USER_INACTIVE' });
  });
});
