import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeKinds } from '../support/fresh-database.ts';
import { Api, newId } from './api.ts';
import { startCompany } from './company.ts';
import type { Company } from './company.ts';

const json = { 'content-type': 'application/json' };

describe.each(storeKinds)('the HTTP surface (%s)', (kind) => {
  let company: Company;
  beforeAll(async () => {
    company = await startCompany(kind);
  });
  afterAll(() => company?.end());

  test('probes', async () => {
    expect((await company.anonymous.get('/healthz')).body).toEqual({ status: 'ok' });
    expect((await company.anonymous.get('/readyz')).body).toEqual({ status: 'ready' });
  });

  test('bodies that are not what they say', async () => {
    const send = (init: Parameters<Api['send']>[2]) => company.rita.send('POST', '/v1/leads', init);
    expect((await send({ body: '{"lastName":', headers: json })).body).toMatchObject({ code: 'MALFORMED_JSON' });
    expect((await send({ body: '', headers: json })).body).toMatchObject({ status: 400, code: 'MALFORMED_JSON' });
    expect((await send({ body: 'a=b', headers: { 'content-type': 'text/plain' } })).status).toBe(415);
    expect((await send({ body: '{}', headers: { ...json, 'content-encoding': 'br' } })).status).toBe(415);
    expect((await send({ body: '{}', headers: { ...json, 'content-encoding': 'gzip' } })).status).toBe(400);
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(200_000_000)));
    expect((await send({ body: bomb, headers: { ...json, 'content-encoding': 'gzip' } })).status).toBe(413);
  });

  test('every bad field is named at once', async () => {
    const { status, body } = await company.rita.post('/v1/leads', { email: 'x', phones: ['call me'], surname: 'P' });
    expect({ status, code: body['code'] }).toEqual({ status: 400, code: 'VALIDATION_FAILED' });
    const fields = (body['errors'] as { field: string }[]).map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(['email', 'phones.0']));
  });

  test('unknown routes and methods are problems too', async () => {
    const missing = await company.anonymous.get('/v2/leads');
    expect(missing.headers.get('content-type')).toBe('application/problem+json');
    expect(missing.body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    const wrong = await company.anonymous.send('DELETE', '/v1/sign-in');
    expect({ status: wrong.status, allow: wrong.headers.get('allow') }).toEqual({ status: 405, allow: 'POST' });
  });

  test('headers: a request id, nothing to sniff or frame, no foreign origins', async () => {
    const { headers } = await company.anonymous.send('GET', '/healthz', { headers: { origin: 'https://evil.test' } });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('replies are compressed for those who accept it', async () => {
    const list = (encoding: string) =>
      company.owner.send('GET', '/v1/users', { headers: { 'accept-encoding': encoding } });
    expect((await list('gzip')).headers.get('content-encoding')).toBe('gzip');
    expect((await list('identity')).headers.get('content-encoding')).toBeNull();
    expect((await list('gzip;q=0')).headers.get('content-encoding')).toBeNull();
  });

  test('leads through the front door: create, read, list, edit, move', async () => {
    const lead = { lastName: 'Šimůnek', company: 'Bakery', email: 'Simunek@Bakery.test', phones: ['+420 123 456'] };
    const created = await company.rita.post<{ id: string; createdAt: string }>('/v1/leads', lead);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ name: 'Šimůnek', email: 'simunek@bakery.test', phones: ['+420 123 456'] });
    expect(created.headers.get('location')).toBe(`/v1/leads/${created.body.id}`);
    expect(Date.parse(created.body.createdAt)).toBeCloseTo(Date.now(), -5);
    const path = `/v1/leads/${created.body.id}`;
    const taken = await company.rita.post('/v1/leads', { lastName: 'B', email: 'simunek@bakery.test' });
    expect(taken.body).toMatchObject({ status: 409, code: 'EMAIL_TAKEN' });
    const patched = await company.rita.sendJson('PATCH', path, { title: 'Baker', valueMinor: 120_000 });
    expect(patched.body).toMatchObject({ title: 'Baker', valueMinor: 120_000, lastName: 'Šimůnek' });
    const bad = await company.rita.sendJson('PATCH', path, { email: 'nobody' });
    expect(bad.body).toMatchObject({ status: 400, errors: [{ field: 'email' }] });
    const list = await company.rita.get<{ items: { id: string }[]; total: number }>('/v1/leads?search=simunek&limit=5');
    expect(list.body).toMatchObject({ items: [{ id: created.body.id }], total: 1, page: 1, limit: 5, hasMore: false });
    expect((await company.rita.get('/v1/leads?limit=500&colour=red')).status).toBe(400);
    expect((await company.rolf.get(path)).status).toBe(404);
    expect((await company.rolf.sendJson('PATCH', path, { title: 'Spy' })).status).toBe(404);
    expect((await company.rita.get(`/v1/leads/${newId()}`)).status).toBe(404);
    const stageId = (patched.body['stage'] as { id: string }).id;
    const moved = await company.rita.post(`${path}/stage`, { stageId: newId() });
    expect(moved.body).toMatchObject({ status: 400, code: 'UNKNOWN_STAGE' });
    expect((await company.rita.post(`${path}/stage`, { stageId })).status).toBe(200);
  });
});
