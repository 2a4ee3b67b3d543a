import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeKinds } from '../support/fresh-database.ts';
import type { Api } from './api.ts';
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
    const lead = { lastName: 'Long', description: 'x'.repeat(5000), skipTeamAndSourceRequirement: true };
    const { body } = await company.owner.post('/v1/leads', lead);
    const read = async (encoding: string) => {
      const headers = { 'accept-encoding': encoding };
      const reply = await company.owner.send('GET', `/v1/leads/${String(body['id'])}`, { headers });
      expect(reply.body['description']).toBe(lead.description);
      return reply.headers.get('content-encoding');
    };
    expect([await read('br, gzip'), await read('identity'), await read('gzip;q=0')]).toEqual(['gzip', null, null]);
  });
});
