import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Api, newId, TestDevice } from '../server/api.ts';
import { password, startCompany, type Company } from '../server/company.ts';
import { storeKinds } from '../support/fresh-database.ts';

type Entry = {
  id: string;
  event: string;
  user: { id: string; email: string } | null;
  apiKey: { id: string; name: string } | null;
  entity: string;
  entityId: string;
  leadId: string | null;
  data: { op: string; changes: Record<string, { from: unknown; to: unknown }> };
  created: string;
  madeAt: string;
  requestMethod: string | null;
  requestPath: string | null;
  requestHeaders: Record<string, string> | null;
  requestIpAddress: string | null;
  accountId: string;
};
type Page = { items: Entry[]; total: number; hasMore: boolean; nextCursor: string | null };

describe.each(storeKinds)('audit (%s)', (kind) => {
  let company: Company;
  beforeAll(async () => {
    company = await startCompany(kind);
  });
  afterAll(() => company?.end());

  const audit = async (query: string, api = company.owner): Promise<Page> => {
    const { status, body } = await api.get<Page>(`/v1/audit?${query}`);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body;
  };
  const newLead = async (values = {}, api = company.rita): Promise<string> => {
    const { body } = await api.post<{ id: string }>('/v1/leads', {
      lastName: 'Ann',
      skipTeamAndSourceRequirement: true,
      ...values,
    });
    return body.id;
  };

  test('D4 an edit leaves who, what with old and new, when, by which request and from where', async () => {
    const id = await newLead({ firstName: 'Ann' });
    const before = Date.now();
    await company.rita.send('PATCH', `/v1/leads/${id}`, {
      body: JSON.stringify({ firstName: 'Bea' }),
      headers: { 'content-type': 'application/json', 'x-secret-of-theirs': 'hush', cookie: 'a=b' },
    });
    const { items } = await audit(`leadId=${id}&event=lead.update`);
    expect(items).toHaveLength(1);
    const [entry] = items as [Entry];
    const session = await company.owner.get<{ organization: { id: string } }>('/v1/session');
    expect(entry).toMatchObject({
      ...{ event: 'lead.update', entity: 'leads', entityId: id, leadId: id, apiKey: null },
      user: { id: company.ids.rita, email: 'rita@harbour.test' },
      data: { op: 'patch', changes: { firstName: { from: 'Ann', to: 'Bea' } } },
      ...{ requestMethod: 'PATCH', requestPath: `/v1/leads/${id}`, accountId: session.body.organization.id },
      requestIpAddress: expect.stringMatching(/127\.0\.0\.1|::1/),
    });
    expect(Date.parse(entry.created)).toBeGreaterThanOrEqual(before - 1000);
    expect(entry.requestHeaders).toMatchObject({
      'content-type': 'application/json',
      authorization: '***',
      cookie: '***',
      'x-secret-of-theirs': '***',
    });
    const told = JSON.stringify(items);
    for (const secret of [company.rita.token!, 'hush', 'a=b', 'token=secret']) expect(told).not.toContain(secret);
  });

  test('D4 a key is named beside the person it acts for', async () => {
    const made = await company.owner.post<{ id: string; key: string }>('/v1/api-keys', {
      name: 'Web form',
      scopes: ['leads:view', 'leads:create'],
    });
    const id = await newLead({}, new Api(company.server.url, made.body.key));
    const { items } = await audit(`apiKeyId=${made.body.id}&leadId=${id}`);
    expect(items.length).toBeGreaterThan(0);
    expect(items[0]).toMatchObject({ apiKey: { id: made.body.id, name: 'Web form' }, user: { id: company.ids.owner } });
    const { items: keys } = await audit('entity=apiKeys');
    expect(keys[0]).toMatchObject({ event: 'apiKey.created', entityId: made.body.id, user: { id: company.ids.owner } });
    expect(JSON.stringify(keys)).not.toContain(made.body.key.slice(-43));
  });

  test('D4 what a device sends is audited, each mutation once, with the time the person acted', async () => {
    const device = new TestDevice(company.rita);
    const id = newId();
    const mutation = { ...device.mutation('lead.create', { id, lastName: 'Offline' }), at: Date.now() - 60_000 };
    await device.push(mutation);
    await device.push(mutation);
    const { items } = await audit(`leadId=${id}&entity=leads`);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ event: 'lead.create', data: { op: 'insert' }, requestPath: '/v1/sync/push' });
    expect(Date.parse(items[0]!.madeAt)).toBeLessThanOrEqual(Date.parse(items[0]!.created));
  });

  test('D4 what is refused leaves nothing; what many rows change is one request', async () => {
    const ids = [await newLead(), await newLead(), await newLead()];
    const { total } = await audit('limit=1');
    expect((await company.rita.send('DELETE', `/v1/leads/${newId()}`)).status).toBe(404);
    expect((await audit('limit=1')).total).toBe(total);
    const changes = { company: 'Harbour' };
    expect((await company.rita.sendJson('PATCH', '/v1/leads', { ids, changes })).status).toBe(200);
    const { items } = await audit('event=lead.bulkUpdate');
    expect(items.map((item) => item.entityId).toSorted()).toEqual(ids.toSorted());
    expect(new Set(items.map((item) => (item as unknown as { requestId: string }).requestId)).size).toBe(1);
  });

  test('D4 a lead tells its own history to whoever sees it; by which request, only to those who may know', async () => {
    const id = await newLead();
    await company.manager.sendJson('PATCH', `/v1/leads/${id}`, { assigneeId: company.ids.rita });
    await company.owner.sendJson('PATCH', `/v1/leads/${id}`, { firstName: 'Zoe' });
    await company.rita.post(`/v1/leads/${id}/notes`, { body: 'called' });
    const { body } = await company.rita.get<Page>(`/v1/leads/${id}/history`);
    expect(body.items.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['note.add', 'lead.update', 'lead.create']),
    );
    const own = body.items.find(({ event }) => event === 'note.add')!;
    const others = body.items.find(({ event, user }) => event === 'lead.update' && user?.id === company.ids.owner)!;
    expect(own.requestPath).toBe(`/v1/leads/${id}/notes`);
    expect(others).toMatchObject({ requestPath: null, requestHeaders: null, requestIpAddress: null });
    expect(others.data.changes).toEqual({ firstName: { from: null, to: 'Zoe' }, updatedAt: expect.anything() });
    expect((await company.rolf.get(`/v1/leads/${id}/history`)).status).toBe(404);
    expect((await company.owner.get<Page>(`/v1/leads/${id}/history`)).body.items[0]!.requestPath).not.toBeNull();
  });

  test('D4 a sign-in is an entry, with its address and without the password; one that failed is none', async () => {
    await company.anonymous.signIn('rolf@harbour.test', password);
    await company.anonymous.post('/v1/sign-in', { email: 'rolf@harbour.test', password: 'wrong' });
    const { items } = await audit(`event=session.signedIn&userId=${company.ids.rolf}`);
    expect(items).toHaveLength(2); // when the company was founded, and now
    expect(items[0]).toMatchObject({ requestPath: '/v1/sign-in', requestIpAddress: expect.any(String), leadId: null });
    expect(JSON.stringify(items)).not.toContain(password);
  });

  test('D4 it is filtered and paged without a gap, and only by those who may', async () => {
    const id = await newLead();
    for (let i = 0; i < 7; i += 1) await company.rita.sendJson('PATCH', `/v1/leads/${id}`, { firstName: `N${i}` });
    const whole = await audit(`leadId=${id}&limit=200`);
    const paged: Entry[] = [];
    let cursor: string | null = null;
    do {
      const at: string = cursor ? `&cursor=${cursor}` : '';
      const page: Page = await audit(`leadId=${id}&limit=3${at}`);
      expect(page.total).toBe(whole.total);
      paged.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    expect(paged).toEqual(whole.items);
    const middle = whole.items[3]!.created;
    const [newer, older] = [
      await audit(`leadId=${id}&from=${middle}&limit=200`),
      await audit(`leadId=${id}&to=${middle}&limit=200`),
    ];
    expect([...newer.items, ...older.items]).toEqual(whole.items);
    expect((await audit(`leadId=${id}&userId=${company.ids.owner}`)).items).toEqual([]);
    for (const query of ['limit=0', 'limit=201', 'cursor=x', 'from=yesterday', 'leadId=1', 'colour=red']) {
      const { status, body } = await company.owner.get(`/v1/audit?${query}`);
      expect({ query, status, code: body['code'] }).toEqual({ query, status: 400, code: 'VALIDATION_FAILED' });
      expect(body['errors']).toMatchObject([{ field: query.split('=')[0] }]);
    }
    const refused = await company.rita.get('/v1/audit');
    expect(refused).toMatchObject({ status: 403, body: { code: 'FORBIDDEN', details: { permission: 'audit:view' } } });
    expect((await company.rita.get('/v1/audit/export?format=csv')).status).toBe(403);
  });

  test('D4 it is exported whole, as NDJSON and as a CSV in which no text is a formula', async () => {
    const id = await newLead();
    await company.rita.sendJson('PATCH', `/v1/leads/${id}`, { company: '=HYPERLINK("http://x","y")' });
    await company.owner.post('/v1/users', {
      name: '=1+1',
      email: 'f@harbour.test',
      role: 'rep',
      password: 'a much better password',
    });
    const whole = await audit(`leadId=${id}&limit=200`);
    const ndjson = await company.owner.get<{ text: string }>(`/v1/audit/export?format=ndjson&leadId=${id}`);
    expect(ndjson.headers.get('content-type')).toBe('application/x-ndjson');
    expect(
      ndjson.body.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Entry),
    ).toEqual(whole.items);
    const csv = await company.owner.get<{ text: string }>('/v1/audit/export?format=csv');
    const rows = Papa.parse<Record<string, string>>(csv.body.text.trim(), { header: true });
    expect(rows.errors).toEqual([]);
    expect(rows.data).toHaveLength((await audit('limit=1')).total);
    for (const cell of rows.data.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    expect(rows.data.some((row) => row['changes']!.includes('HYPERLINK'))).toBe(true);
    expect((await company.owner.get('/v1/audit/export?format=xls')).status).toBe(400);
  });
});
