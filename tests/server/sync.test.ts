import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { maxPushBytes, protocolVersion } from '../../core/protocol/sync.ts';
import { storeKinds } from '../support/fresh-database.ts';
import { Api, EventReader, idsIn, newId, TestDevice } from './api.ts';
import { startCompany } from './company.ts';
import type { Company } from './company.ts';

const newLead = (fields: Record<string, unknown> = {}) => ({ id: newId(), lastName: 'Petersen', ...fields });

describe.each(storeKinds)('sync over HTTP (%s)', (kind) => {
  let company: Company;
  beforeAll(async () => {
    company = await startCompany(kind);
  });
  afterAll(() => company?.end());

  test('a gap is refused with the seq that is expected, and nothing is written', async () => {
    const device = new TestDevice(company.rita);
    await device.apply('lead.create', newLead());
    const late = newLead();
    const { status, body } = await device.push(device.mutation('lead.create', late, 3));
    expect({ status, body }).toMatchObject({ status: 409, body: { code: 'SEQ_GAP', details: { expected: 2 } } });
    expect((await company.rita.get(`/v1/leads/${late.id}`)).status).toBe(404);
  });

  test('a push that is repeated gets the same outcomes and does nothing again', async () => {
    const device = new TestDevice(company.rita);
    const lead = newLead();
    const mutations = [
      device.mutation('lead.create', lead),
      device.mutation('lead.create', lead), // the id is taken: a refusal is an outcome too
      device.mutation('note.add', { id: newId(), leadId: lead.id, body: 'Called back' }),
    ];
    const first = await device.push(...mutations);
    expect(first.body.outcomes.map(({ outcome }) => outcome.kind)).toEqual(['applied', 'rejected', 'applied']);
    const again = await device.push(...mutations);
    expect(again.body.outcomes).toEqual(first.body.outcomes);
    const { body } = await company.rita.get<{ counts: { notes: number } }>(`/v1/leads/${lead.id}`);
    expect(body.counts.notes).toBe(1);
  });

  test('the same seq with another content is a fork', async () => {
    const device = new TestDevice(company.rita);
    await device.apply('lead.create', newLead());
    const { status, body } = await device.push(device.mutation('lead.create', newLead(), 1));
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'FORK' });
  });

  test("a device is one person's", async () => {
    const device = new TestDevice(company.rita);
    await device.apply('lead.create', newLead());
    const request = { protocol: protocolVersion, clientId: device.clientId, mutations: [] };
    const { status, body } = await company.rolf.post('/v1/sync/push', request);
    expect({ status, code: body['code'] }).toEqual({ status: 403, code: 'WRONG_CLIENT' });
  });

  test('what nobody knows or what is too large is refused alone, and the queue goes on', async () => {
    const device = new TestDevice(company.rita);
    const lead = newLead();
    const { status, body } = await device.push(
      device.mutation('lead.teleport', {}),
      device.mutation('lead.create', newLead({ description: 'x'.repeat(1_000_000) })),
      device.mutation('lead.create', lead),
    );
    expect(status).toBe(200);
    expect(body.outcomes.map(({ outcome }) => (outcome.kind === 'rejected' ? outcome.error.code : 'applied'))).toEqual([
      'UNKNOWN_MUTATOR',
      'ARGS_TOO_LARGE',
      'applied',
    ]);
    expect((await company.rita.get(`/v1/leads/${lead.id}`)).status).toBe(200);
  });

  test('a push beyond the limit is refused whole, and the next one is taken', async () => {
    const device = new TestDevice(company.rita);
    const huge = device.mutation('lead.create', newLead({ description: 'x'.repeat(10_000_000) }), 1);
    const plain = await device.push(huge);
    expect({ status: plain.status, code: plain.body.code }).toEqual({ status: 413, code: 'BODY_TOO_LARGE' });
    const request = { protocol: protocolVersion, clientId: device.clientId, mutations: [huge] };
    const bomb = await company.rita.postGzipped('/v1/sync/push', request);
    expect(bomb.body).toMatchObject({ status: 413, details: { limitBytes: expect.any(Number) } });
    expect((bomb.body['details'] as { limitBytes: number }).limitBytes).toBeGreaterThanOrEqual(maxPushBytes);
    expect((await device.push(device.mutation('lead.create', newLead(), 1))).body.lastSeq).toBe(1);
  });

  test('a gzipped push is taken', async () => {
    const device = new TestDevice(company.rita);
    const mutations = [device.mutation('lead.create', newLead())];
    const request = { protocol: protocolVersion, clientId: device.clientId, mutations };
    expect((await company.rita.postGzipped('/v1/sync/push', request)).body).toMatchObject({ lastSeq: 1 });
  });

  test('a newer protocol is told that this server is too old', async () => {
    const request = { protocol: protocolVersion + 1, clientId: newId(), mutations: [] };
    const { status, body } = await company.rita.post('/v1/sync/push', request);
    expect({ status, body }).toMatchObject({
      status: 409,
      body: { code: 'PROTOCOL_TOO_OLD', details: { protocol: protocolVersion } },
    });
  });

  test('what does not fit the protocol is named', async () => {
    const { status, body } = await company.rita.post('/v1/sync/pull', { protocol: 1, clientId: 'x', cursor: {} });
    expect(status).toBe(400);
    const fields = (body['errors'] as { field: string }[]).map(({ field }) => field);
    expect({ code: body['code'], fields }).toEqual({
      code: 'INVALID_REQUEST',
      fields: ['clientId', 'cursor.version', 'cursor.stamp', 'page'],
    });
  });

  test("a rep gets no colleague's leads, the manager of their team does", async () => {
    const lead = newLead({ teamId: company.teamId, assigneeId: company.ids.rolf });
    const rita = new TestDevice(company.rita);
    const manager = new TestDevice(company.manager);
    const before = (await rita.snapshot())[0]!.from;
    await new TestDevice(company.owner).apply('lead.create', lead);
    const inSnapshot = async (device: TestDevice) => {
      const chunks = await device.snapshot();
      return idsIn(
        chunks.map(({ block }) => block),
        'leads',
      ).includes(lead.id);
    };
    const inPull = async (device: TestDevice) => {
      const { body } = await device.pull(before);
      return body.kind === 'page' && idsIn(body.blocks, 'leads').includes(lead.id);
    };
    expect([await inSnapshot(rita), await inPull(rita)]).toEqual([false, false]);
    expect([await inSnapshot(manager), await inPull(manager)]).toEqual([true, true]);
    const rolf = new TestDevice(company.rolf);
    expect([await inSnapshot(rolf), await inPull(rolf)]).toEqual([true, true]);
    expect((await company.rita.get(`/v1/leads/${lead.id}`)).body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  test('a snapshot goes on where it broke', async () => {
    const device = new TestDevice(company.owner);
    const whole = await device.snapshot();
    expect(whole.at(-1)).toMatchObject({ last: true });
    const rest = await device.snapshot(whole[4]!.position);
    expect(rest.map(({ position }) => position)).toEqual(whole.slice(5).map(({ position }) => position));
    expect(rest.map(({ block }) => block)).toEqual(whole.slice(5).map(({ block }) => block));
    const request = { protocol: protocolVersion, clientId: newId(), after: '{"from":"nowhere"}' };
    expect((await company.owner.post('/v1/sync/snapshot', request)).status).toBe(400);
  });

  test('events: hello, then pokes after commits; nothing of strangers', async () => {
    const events = await EventReader.open(company.rolf);
    const hello = await events.next();
    expect(hello).toMatchObject({ event: 'hello', data: { version: expect.any(Number) } });
    await new TestDevice(company.owner).apply('lead.create', newLead());
    const poke = await events.next();
    expect(poke).toMatchObject({ event: 'poke' });
    expect(poke!.data.version).toBeGreaterThan(hello!.data.version);
    events.close();
    await expect(EventReader.open(new Api(company.server.url, 'nonsense'))).rejects.toThrow(/401/);
  });

  test('a stream ends when its session does', async () => {
    const session = await company.anonymous.signIn('mona@harbour.test', 'correct horse battery');
    const events = await EventReader.open(session);
    await events.next();
    await session.send('POST', '/v1/sign-out');
    expect(await events.next()).toBeUndefined();
  });
});
