import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeKinds } from '../support/fresh-database.ts';
import { newId, type Api } from './api.ts';
import { startCompany } from './company.ts';
import type { Company } from './company.ts';

describe.each(storeKinds)('the REST doors (%s)', (kind) => {
  let company: Company;
  beforeAll(async () => {
    company = await startCompany(kind);
  });
  afterAll(() => company?.end());

  test('A3, A12, B4, B7 leads through the front door: create, read, list, edit, move', async () => {
    const { teamId } = company;
    const person = { lastName: 'Šimůnek', company: 'Bakery', email: 'Simunek@Bakery.test', phones: ['+420 123 456'] };
    const withoutTeam = await company.rita.post('/v1/leads', person);
    expect(withoutTeam.body).toMatchObject({ status: 400, errors: [{ field: 'teamId' }] });
    const lead = { ...person, teamId };
    const created = await company.rita.post<{ id: string; createdAt: string }>('/v1/leads', lead);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ name: 'Šimůnek', email: 'simunek@bakery.test', phones: ['+420 123 456'] });
    expect(created.headers.get('location')).toBe(`/v1/leads/${created.body.id}`);
    expect(Date.parse(created.body.createdAt)).toBeCloseTo(Date.now(), -5);
    const path = `/v1/leads/${created.body.id}`;
    const taken = await company.rita.post('/v1/leads', { lastName: 'B', email: 'simunek@bakery.test', teamId });
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

  test('A15, A17, B6, C8 leads in bulk: all or none, and the unknown ones are named', async () => {
    const create = async () => {
      const lead = { lastName: 'Bulk', skipTeamAndSourceRequirement: true };
      return (await company.rita.post<{ id: string }>('/v1/leads', lead)).body.id;
    };
    const [first, second, unknown] = [await create(), await create(), newId()];
    const state = async () => (await company.rita.get(`/v1/leads/${first}`)).body['state'];
    const refused = await company.rita.post('/v1/leads/archive', { ids: [first, unknown] });
    expect(refused.body).toMatchObject({ status: 400, code: 'UNKNOWN_LEADS', details: { ids: [unknown] } });
    expect(await state()).toBe('active');
    expect((await company.rita.post('/v1/leads/archive', { ids: [first, second] })).body).toEqual({ count: 2 });
    expect(await state()).toBe('archived');
    expect((await company.rita.post('/v1/leads/restore', { ids: [first] })).status).toBe(200);
    expect((await company.rita.send('DELETE', `/v1/leads/${first}`)).status).toBe(204);
    expect((await company.rita.send('DELETE', `/v1/leads/${first}`)).body).toMatchObject({ code: 'ALREADY_DELETED' });
    expect((await company.rita.send('DELETE', `/v1/leads/${unknown}`)).status).toBe(404);
  });

  test('A12 a request that is sent again with its key is done once', async () => {
    const send = (api: Api, key: string) =>
      api.send<{ id: string }>('POST', '/v1/leads', {
        body: JSON.stringify({ lastName: 'Once', skipTeamAndSourceRequirement: true }),
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
      });
    const [first, again] = [await send(company.rita, 'k1'), await send(company.rita, 'k1')];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    const others = [await send(company.rita, 'k2'), await send(company.rolf, 'k1')];
    expect(new Set([first, ...others].map(({ body }) => body.id)).size).toBe(3);
  });

  test('A11, A14, C9, E6 notes, activities and the timeline', async () => {
    const lead = { lastName: 'Timeline', skipTeamAndSourceRequirement: true };
    const path = `/v1/leads/${(await company.rita.post<{ id: string }>('/v1/leads', lead)).body.id}`;
    const note = await company.rita.post<{ id: string }>(`${path}/notes`, { body: 'Called' });
    expect(note.status).toBe(201);
    const visit = { type: 'VISIT', occurredAt: '2020-05-01T09:00:00+02:00', metadata: { minutes: 30 } };
    expect((await company.rita.post(`${path}/activities`, visit)).status).toBe(201);
    const page = await company.rita.get<{ items: { kind: string }[]; nextCursor: string }>(
      `${path}/timeline?limit=1&kinds=note,activity`,
    );
    expect(page.body).toMatchObject({ items: [{ kind: 'note', body: 'Called' }], total: 2, hasMore: true });
    const next = await company.rita.get(`${path}/timeline?kinds=note,activity&cursor=${page.body.nextCursor}`);
    expect(next.body).toMatchObject({
      items: [{ kind: 'activity', occurredAt: '2020-05-01T07:00:00.000Z', metadata: { minutes: 30 } }],
      hasMore: false,
    });
    const edit = { body: 'Called twice' };
    expect((await company.owner.sendJson('PATCH', `/v1/notes/${note.body.id}`, edit)).body).toMatchObject({
      status: 403,
      code: 'NOT_AUTHOR',
    });
    expect((await company.rita.sendJson('PATCH', `/v1/notes/${note.body.id}`, edit)).status).toBe(204);
    expect((await company.rita.get(`${path}/notes`)).body).toMatchObject({ items: [{ body: 'Called twice' }] });
    expect((await company.rolf.get(`${path}/timeline`)).status).toBe(404);
    expect((await company.rita.get(`${path}/timeline?cursor=abc`)).status).toBe(400);
  });

  test('C3, C5, C6 appointments: each error is its own', async () => {
    const lead = { lastName: 'Meeting', skipTeamAndSourceRequirement: true };
    const leadId = (await company.rita.post<{ id: string }>('/v1/leads', lead)).body.id;
    const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    const book = (startAt: string, endAt: string) => company.rita.post('/v1/appointments', { leadId, startAt, endAt });
    const booked = await book(at(24), at(25));
    expect(booked).toMatchObject({ status: 201, body: { note: 'Prospect appointment', status: 'pending', leadId } });
    expect((await book(at(26), at(25))).body).toMatchObject({ status: 400, code: 'APPOINTMENT_END_BEFORE_START' });
    expect((await book(at(-2), at(-1))).body).toMatchObject({ status: 400, code: 'APPOINTMENT_IN_PAST' });
    expect((await book(at(24.5), at(26))).body).toMatchObject({
      status: 409,
      code: 'APPOINTMENT_OVERLAP',
      details: { appointmentId: booked.body['id'] },
    });
    expect((await book('tomorrow', at(26))).body).toMatchObject({ status: 400, errors: [{ field: 'startAt' }] });
    const path = `/v1/appointments/${String(booked.body['id'])}`;
    expect((await company.rita.sendJson('PATCH', path, { startAt: at(30), endAt: at(31) })).status).toBe(204);
    const list = await company.rita.get('/v1/appointments?status=rescheduled');
    expect(list.body).toMatchObject({ items: [{ id: booked.body['id'], leadName: 'Meeting' }], total: 1 });
    const undated = await company.rita.get('/v1/appointments?datesetting=on');
    expect(undated.body).toMatchObject({ status: 400, errors: [{ field: 'ondate' }] });
    expect((await company.rita.send('DELETE', path)).status).toBe(204);
  });

  test('A5, A6, A7, A8, C1, E9, E10 figures', async () => {
    const period = 'from=2026-01-01&to=2026-12-31';
    for (const path of ['volume', 'totals', 'per-business', 'stats', 'sources', 'campaigns']) {
      expect((await company.owner.get(`/v1/analytics/${path}?${period}`)).status).toBe(200);
    }
    const wrong = await company.owner.get('/v1/analytics/volume?from=yesterday&to=2026-12-31');
    expect(wrong.body).toMatchObject({ status: 400, errors: [{ field: 'from' }, { field: 'to' }] });
    expect((await company.owner.get('/v1/leads/overview?appointments=today')).status).toBe(200);
    expect((await company.owner.get('/v1/leads/overview?appointments=never')).status).toBe(400);
    expect((await company.owner.get(`/v1/leads/recent?${period}`)).status).toBe(200);
    expect((await company.owner.get('/v1/leads/search?q=bulk')).status).toBe(200);
  });
});
