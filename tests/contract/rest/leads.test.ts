import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeKinds } from '../../support/fresh-database.ts';
import { newId } from '../../server/api.ts';
import { startCompany, type Company } from '../../server/company.ts';

type Lead = { id: string; lastName: string; stageId: string; state: string };
type Page = { items: Lead[]; total: number; page: number; limit: number; hasMore: boolean; nextCursor: string | null };

describe.each(storeKinds)('leads over REST (%s)', (kind) => {
  let company: Company;
  beforeAll(async () => {
    company = await startCompany(kind);
  });
  afterAll(() => company?.end());

  const make = async (values: object, api = company.rita): Promise<Lead> => {
    const { status, body } = await api.post<Lead>('/v1/leads', { skipTeamAndSourceRequirement: true, ...values });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body;
  };
  const list = async (query: string, api = company.rita) => (await api.get<Page>(`/v1/leads?${query}`)).body;
  const badFields = async (path: string) => {
    const { status, body } = await company.rita.get<{ code: string; errors: { field: string }[] }>(path);
    expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
    return body.errors.map(({ field }) => field).toSorted();
  };

  test('A1, B2 all leads of the team with their count; a rep sees the own ones', async () => {
    await make({ lastName: 'Teamlist' });
    await make({ lastName: 'Teamlist' }, company.rolf);
    expect(await list('search=Teamlist')).toMatchObject({ total: 1, page: 1, hasMore: false, nextCursor: null });
    expect((await list('search=Teamlist', company.owner)).total).toBe(2);
    expect((await company.anonymous.get('/v1/leads')).body).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  test('A1, B2 by page, by offset and by cursor the same leads come in the same order', async () => {
    for (const n of [1, 2, 3, 4, 5]) await make({ lastName: 'Paged', firstName: `N${n}` });
    const all = (await list('search=Paged&sortBy=createdAt&sortDir=asc')).items.map(({ id }) => id);
    expect(all).toHaveLength(5);
    const query = 'search=Paged&sortBy=createdAt&sortDir=asc&limit=2';
    const byPage = [];
    for (const page of [1, 2, 3]) byPage.push(...(await list(`${query}&page=${page}`)).items);
    const byOffset = [];
    for (const offset of [0, 2, 4]) byOffset.push(...(await list(`${query}&offset=${offset}`)).items);
    const byCursor: Lead[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Page = await list(`${query}${cursor && `&cursor=${cursor}`}`);
      expect(page).toMatchObject({ total: 5, limit: 2, hasMore: page.nextCursor !== null });
      byCursor.push(...page.items);
      cursor = page.nextCursor;
    }
    for (const found of [byPage, byOffset, byCursor]) expect(found.map(({ id }) => id)).toEqual(all);
    expect((await list(`${query}&page=9`)).items).toEqual([]);
  });

  test('A1, B2 every bad parameter is named at once, unknown and repeated ones too', async () => {
    const fields = await badFields('/v1/leads?limit=201&sortDir=up&page=0&colour=red&sortBy=shoe');
    expect(fields).toEqual(['colour', 'limit', 'page', 'sortBy', 'sortDir']);
    expect(await badFields('/v1/leads?limit=5&limit=6')).toEqual(['limit']);
    expect(await badFields('/v1/leads?cursor=nonsense')).toEqual(['cursor']);
  });

  test('A2 search is typo-tolerant and accent-insensitive, from the first letter on', async () => {
    const { id } = await make({ firstName: 'Zoë', lastName: 'Quistgård', company: 'Vandværket' });
    const hits = async (term: string, api = company.rita) => {
      const path = `/v1/leads/search?q=${encodeURIComponent(term)}`;
      return (await api.get<{ items: { id: string }[] }>(path)).body.items.map((hit) => hit.id);
    };
    for (const term of ['q', 'zoe', 'quistgard', 'QUISTGÅRD', 'vandvaerket', 'quistgrad']) {
      expect([term, (await hits(term)).includes(id)]).toEqual([term, true]);
    }
    expect(await hits('quistgard', company.rolf)).toEqual([]);
    expect(await badFields('/v1/leads/search')).toEqual(['q']);
    expect(await badFields(`/v1/leads/search?q=${'x'.repeat(201)}&limit=0`)).toEqual(['limit', 'q']);
  });

  test('A3, C4 one lead; unknown, unseen and impossible ids are 404', async () => {
    const { id } = await make({ lastName: 'Single' });
    const { status, body } = await company.rita.get(`/v1/leads/${id}`);
    expect({ status, body }).toMatchObject({ status: 200, body: { id, conversionPercentage: expect.any(Number) } });
    for (const path of [newId(), 'nonsense']) expect((await company.rita.get(`/v1/leads/${path}`)).status).toBe(404);
    expect((await company.rolf.get(`/v1/leads/${id}`)).body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  test('A12, C7 an address that is taken is 409; every bad field is named', async () => {
    await make({ lastName: 'Mail', email: 'taken@example.com' });
    const again = { lastName: 'Mail', email: 'Taken@Example.com', skipTeamAndSourceRequirement: true };
    expect((await company.rita.post('/v1/leads', again)).body).toMatchObject({ status: 409, code: 'EMAIL_TAKEN' });
    expect((await company.rita.post('/v1/leads', { ...again, onDuplicate: 'accept' })).status).toBe(201);
    const bad = { firstName: 'x'.repeat(256), email: 'no', phones: ['1'.repeat(16)], sourceId: 'x', hat: 1 };
    const { body } = await company.rita.post<{ errors: { field: string }[] }>('/v1/leads', bad);
    expect(body).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    expect(body.errors.map(({ field }) => field).toSorted()).toEqual([
      'email',
      'firstName',
      'hat',
      'phones.0',
      'sourceId',
    ]);
  });

  test('A12, B1, D3 a field goes by every name of the documents, and answers by its own', async () => {
    const lead = await make({ lastName: 'Named', jobTitle: 'Chief', message: 'Hello', estimatedValue: 1200 });
    expect(lead).toMatchObject({ title: 'Chief', description: 'Hello', valueMinor: 1200 });
    expect(lead).not.toHaveProperty('message');
    const patch = { notes: 'Later', value: 5 };
    const { body } = await company.rita.sendJson('PATCH', `/v1/leads/${lead.id}`, patch);
    expect(body).toMatchObject({ description: 'Later', valueMinor: 5 });
    const bulk = { ids: [lead.id], changes: { jobTitle: 'Head', assignedTo: company.ids.rita } };
    expect((await company.rita.sendJson('PATCH', '/v1/leads', bulk)).body).toEqual({ count: 1 });
    expect((await company.rita.get(`/v1/leads/${lead.id}`)).body).toMatchObject({ title: 'Head' });
    const both = { lastName: 'Both', notes: 'a', description: 'b', skipTeamAndSourceRequirement: true };
    const refused = await company.rita.post('/v1/leads', both);
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ field: 'description' }] } });
  });

  test('A15, A16, A17 many at once: nothing changes when one of them is unknown', async () => {
    const [one, two, unknown] = [await make({ lastName: 'Bulk' }), await make({ lastName: 'Bulk' }), newId()];
    const wrong = { status: 400, code: 'UNKNOWN_LEADS' };
    const ids = [one.id, unknown];
    for (const path of ['/v1/leads/archive', '/v1/leads/restore']) {
      const { body } = await company.rita.post(path, { ids });
      expect(body).toMatchObject(wrong);
      expect(JSON.stringify(body)).toContain(unknown);
    }
    const move = { ids, stageId: one.stageId };
    expect((await company.rita.post('/v1/leads/stage', move)).body).toMatchObject(wrong);
    expect((await company.rita.sendJson('DELETE', '/v1/leads', { ids })).body).toMatchObject(wrong);
    expect((await company.rita.get(`/v1/leads/${one.id}`)).body).toMatchObject({ state: 'active' });
    const both = { ids: [one.id, two.id] };
    expect((await company.rita.post('/v1/leads/archive', both)).body).toEqual({ count: 2 });
    expect((await company.rolf.post('/v1/leads/archive', both)).body).toMatchObject(wrong);
    expect((await company.rita.sendJson('DELETE', '/v1/leads', { ids: [] })).body).toMatchObject({
      errors: [{ field: 'ids' }],
    });
  });

  test('B5 duplicates by address, number and name with company, each with its field and score', async () => {
    const same = {
      firstName: 'Ida',
      lastName: 'Twin',
      company: 'Twins',
      email: 'ida@twins.example',
      phones: ['+4930123456'],
    };
    const { id } = await make(same);
    const check = async (asked: object, api = company.rita) =>
      (
        await api.post<{ candidates: { id: string; matches: { field: string; score: number }[] }[] }>(
          '/v1/leads/check-duplicates',
          asked,
        )
      ).body;
    for (const [asked, field] of [
      [{ email: 'IDA@twins.example' }, 'email'],
      [{ phones: ['+49 30 123456'] }, 'phone'],
      [{ firstName: 'ida', lastName: 'twin', company: 'twins' }, 'name'],
    ] as const) {
      const { candidates } = await check(asked);
      expect(candidates[0]).toMatchObject({ id, matches: [{ field, score: expect.any(Number) }] });
    }
    expect((await check({ email: same.email, exceptId: id })).candidates).toEqual([]);
    expect((await check({ email: same.email }, company.rolf)).candidates).toEqual([]);
    expect(await check({ email: 1, shoe: 2 })).toMatchObject({ errors: [{ field: 'email' }, { field: 'shoe' }] });
  });

  test('A7, A5, A6, A8 figures refuse a period that is none', async () => {
    for (const path of ['leads/recent', 'analytics/volume', 'analytics/totals', 'analytics/per-business']) {
      expect(await badFields(`/v1/${path}?from=2026-02-30`)).toEqual(['from', 'to']);
      expect((await company.anonymous.get(`/v1/${path}?from=2026-01-01&to=2026-01-31`)).status).toBe(401);
      expect((await company.rita.get(`/v1/${path}?from=2026-01-01&to=2026-01-31`)).status).toBe(200);
    }
  });
});
