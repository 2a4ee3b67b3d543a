import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeKinds } from '../../support/fresh-database.ts';
import { startCompany, type Company } from '../../server/company.ts';

type Lead = { id: string; version: number; firstName: string | null };

describe.each(storeKinds)('ETag, If-Match and If-None-Match (%s)', (kind) => {
  let company: Company;
  beforeAll(async () => {
    company = await startCompany(kind);
  });
  afterAll(() => company?.end());

  const newLead = async (): Promise<string> => {
    const lead = { lastName: 'Tagged', skipTeamAndSourceRequirement: true };
    const { body } = await company.rita.post<Lead>('/v1/leads', lead);
    return `/v1/leads/${body.id}`;
  };
  const tagOf = async (path: string) => (await company.rita.get(path)).headers.get('etag')!;
  const write = (method: string, path: string, tag: string, body?: object) =>
    company.rita.send<Lead & { details: { current: Lead } }>(method, path, {
      ...(body ? { body: JSON.stringify(body) } : {}),
      headers: { 'if-match': tag, ...(body ? { 'content-type': 'application/json' } : {}) },
    });

  test('A3 who has it already is told that it is unchanged', async () => {
    const path = await newLead();
    const tag = await tagOf(path);
    const again = await company.rita.send('GET', path, { headers: { 'if-none-match': tag } });
    expect(again).toMatchObject({ status: 304, body: { text: '' } });
    await company.rita.sendJson('PATCH', path, { firstName: 'New' });
    const changed = await company.rita.send('GET', path, { headers: { 'if-none-match': tag } });
    expect(changed).toMatchObject({ status: 200, body: { firstName: 'New' } });
    expect(changed.headers.get('etag')).not.toBe(tag);
  });

  test('B4 a stale write gets 412 and the current row, and changes nothing', async () => {
    const path = await newLead();
    const tag = await tagOf(path);
    const first = await write('PATCH', path, tag, { firstName: 'First' });
    expect(first).toMatchObject({ status: 200, body: { firstName: 'First' } });
    const stale = await write('PATCH', path, tag, { firstName: 'Second' });
    expect(stale).toMatchObject({ status: 412, body: { code: 'PRECONDITION_FAILED' } });
    expect(stale.body.details.current).toMatchObject({ firstName: 'First' });
    expect((await write('DELETE', path, tag)).status).toBe(412);
    expect((await write('PATCH', path, stale.headers.get('etag')!, { firstName: 'Second' })).status).toBe(200);
    expect((await write('PATCH', path, '*', { firstName: 'Third' })).status).toBe(200);
    expect((await write('PATCH', path, '"nonsense"', { firstName: 'Fourth' })).status).toBe(412);
    expect((await company.rita.get(path)).body).toMatchObject({ firstName: 'Third' });
  });

  test('B4 of writes at the same time with the same tag one wins', async () => {
    const path = await newLead();
    const tag = await tagOf(path);
    const names = ['A', 'B', 'C', 'D', 'E', 'F'];
    const replies = await Promise.all(names.map((firstName) => write('PATCH', path, tag, { firstName })));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 412, 412, 412, 412, 412]);
  });

  test('B4 a lead out of sight is 404, whatever the tag', async () => {
    const path = await newLead();
    const tag = await tagOf(path);
    const headers = { 'if-match': tag, 'content-type': 'application/json' };
    expect((await company.rolf.send('PATCH', path, { body: '{"firstName":"X"}', headers })).status).toBe(404);
    expect((await company.rolf.send('GET', path, { headers: { 'if-none-match': tag } })).status).toBe(404);
  });
});
