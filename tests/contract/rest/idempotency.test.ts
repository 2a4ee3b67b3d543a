import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeKinds } from '../../support/fresh-database.ts';
import { Api, type Reply } from '../../server/api.ts';
import { startCompany, type Company } from '../../server/company.ts';
import { startServer } from '../../server/server-process.ts';

const lead = (lastName: string) => ({ lastName, skipTeamAndSourceRequirement: true });
type Lead = { id: string; lastName: string };

describe.each(storeKinds)('Idempotency-Key (%s)', (kind) => {
  let company: Company;
  beforeAll(async () => {
    company = await startCompany(kind);
  });
  afterAll(() => company?.end());

  const send = (api: Api, path: string, key: string, body: unknown): Promise<Reply<Lead & Record<string, unknown>>> =>
    api.send('POST', path, {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
    });
  const count = async (term: string): Promise<number> =>
    (await company.owner.get<{ total: number }>(`/v1/leads?search=${term}`)).body.total;

  test('the same request is answered the same, also after the lead has changed', async () => {
    const first = await send(company.rita, '/v1/leads', 'same', lead('Samesame'));
    expect(first.status).toBe(201);
    await company.rita.sendJson('PATCH', `/v1/leads/${first.body.id}`, { firstName: 'Later' });
    const again = await send(company.rita, '/v1/leads', 'same', lead('Samesame'));
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await count('Samesame')).toBe(1);
  });

  test('a refusal is an answer too', async () => {
    const refused = await send(company.rita, '/v1/leads', 'bad', { ...lead('X'), stageId: company.teamId });
    const again = await send(company.rita, '/v1/leads', 'bad', { ...lead('X'), stageId: company.teamId });
    expect(refused.status).toBe(400);
    expect(again.body).toEqual(refused.body);
  });

  test('another body, or another route, under the same key', async () => {
    const first = await send(company.rita, '/v1/leads', 'other', lead('One'));
    const body = { status: 422, code: 'IDEMPOTENCY_KEY_REUSED' };
    expect((await send(company.rita, '/v1/leads', 'other', lead('Two'))).body).toMatchObject(body);
    const archive = await send(company.rita, '/v1/leads/archive', 'other', { ids: [first.body.id] });
    expect(archive.body).toMatchObject(body);
    const spaced = await send(company.rita, '/v1/leads', 'with space', lead('One'));
    expect(spaced.body).toMatchObject({ status: 400, errors: [{ field: 'idempotency-key' }] });
  });

  test('keys of two callers are two keys', async () => {
    const mine = await send(company.rita, '/v1/leads', 'shared', lead('Mine'));
    const theirs = await send(company.rolf, '/v1/leads', 'shared', lead('Mine'));
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.body.id).not.toBe(mine.body.id);
  });

  test('ten at once are one', async () => {
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => send(company.rita, '/v1/leads', 'crowd', lead('Crowded'))),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
    expect(await count('Crowded')).toBe(1);
  });

  test('a key that was made is not told again', async () => {
    const body = { name: 'Once', scopes: ['leads:view'] };
    expect(await send(company.owner, '/v1/api-keys', 'secret', body)).toMatchObject({ status: 201 });
    const again = await send(company.owner, '/v1/api-keys', 'secret', body);
    expect(again.body).toMatchObject({ status: 409, code: 'ALREADY_ANSWERED' });
    expect(JSON.stringify(again.body)).not.toContain('opk_');
  });

  test('it outlives the server, and holds for all of them', async () => {
    const first = await send(company.rita, '/v1/leads', 'restart', lead('Restarted'));
    const { folder, databaseUrl } = company;
    if (kind === 'sqlite') await company.server.stop();
    const other = await startServer({ folder, databaseUrl });
    try {
      const again = await send(new Api(other.url, company.rita.token), '/v1/leads', 'restart', lead('Restarted'));
      expect(again.body).toEqual(first.body);
      if (kind === 'sqlite') return;
      const urls = [company.server.url, other.url];
      const replies = await Promise.all(
        Array.from({ length: 8 }, (_, i) =>
          send(new Api(urls[i % 2]!, company.rita.token), '/v1/leads', 'both', lead('Bothservers')),
        ),
      );
      expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
      expect(await count('Bothservers')).toBe(1);
    } finally {
      await other.stop();
    }
  });
});
