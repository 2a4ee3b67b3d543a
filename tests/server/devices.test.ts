// Verifies: SYNC-11
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeviceItem } from '../../core/protocol/devices.ts';
import { deviceHeader, encodeReport, serverHeader, type DeviceReport } from '../../core/protocol/headers.ts';
import { protocolVersion } from '../../core/protocol/sync.ts';
import { storeKinds } from '../support/fresh-database.ts';
import { EventReader, newId, TestDevice, type Api, type Reply } from './api.ts';
import { password, startCompany, type Company } from './company.ts';

const newLead = () => ({ id: newId(), lastName: 'Petersen' });
const report: DeviceReport = {
  name: 'Rita’s laptop',
  platform: 'Linux',
  appVersion: '1.2.0',
  pending: 3,
  oldestPendingAt: 1_700_000_000_000,
};

/** A pull of a device that says who it is. */
function pullAs(api: Api, clientId: string, said?: DeviceReport): Promise<Reply> {
  const body = { protocol: protocolVersion, clientId, cursor: { version: 0, stamp: '' }, page: null };
  return api.send('POST', '/v1/sync/pull', {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...(said ? { [deviceHeader]: encodeReport(said) } : {}) },
  });
}

async function devicesOf(api: Api): Promise<readonly DeviceItem[]> {
  const { status, body } = await api.get<{ items: DeviceItem[] }>('/v1/devices');
  if (status !== 200) throw new Error(`devices answered ${status}`);
  return body.items;
}

describe.each(storeKinds)('devices (%s)', (kind) => {
  let company: Company;
  beforeAll(async () => {
    company = await startCompany(kind);
  });
  afterAll(() => company?.end());
  const rita = () => company.anonymous.signIn('rita@harbour.test', password);

  test('a device is listed with what it says of itself, without a new version of the organization', async () => {
    const api = await rita();
    const [before, clientId] = [await new TestDevice(api).snapshot(), newId()];
    await pullAs(api, clientId, report);
    const found = (await devicesOf(api)).find(({ id }) => id === clientId);
    expect(found).toMatchObject({
      userId: company.ids.rita,
      userName: 'Rita',
      name: 'Rita’s laptop',
      platform: 'Linux',
      appVersion: '1.2.0',
      pending: 3,
      oldestPendingAt: new Date(1_700_000_000_000).toISOString(),
      revokedAt: null,
      isCurrent: true,
    });
    const after = await new TestDevice(api).snapshot();
    expect(after[0]!.from).toEqual(before[0]!.from);
    await pullAs(api, clientId, { ...report, pending: 0, oldestPendingAt: null, appVersion: '1.3.0' });
    expect((await devicesOf(api)).find(({ id }) => id === clientId)).toMatchObject({ pending: 0, appVersion: '1.3.0' });
    const { body } = await api.get<{ items: { kind: string; detail: string | null }[] }>(
      `/v1/devices/${clientId}/history`,
    );
    expect(body.items.map(({ kind: what, detail }) => [what, detail])).toEqual([
      ['updated', '1.3.0'],
      ['added', null],
    ]);
  });

  test('a device of before, which says nothing, syncs and is listed', async () => {
    const device = new TestDevice(company.rolf);
    await device.apply('lead.create', newLead());
    const found = (await devicesOf(company.rolf)).find(({ id }) => id === device.clientId);
    expect(found).toMatchObject({ name: null, appVersion: null, pending: null });
    expect((await pullAs(company.rolf, newId(), { ...report, pending: -1 })).status).toBe(200);
  });

  test('own ones; for a manager those of their teams, for admins all; a stranger sees nothing of them', async () => {
    const [ofRita, ofRolf, ofOwner] = [newId(), newId(), newId()];
    await pullAs(company.rita, ofRita);
    await pullAs(company.rolf, ofRolf);
    await pullAs(company.owner, ofOwner);
    const seen = async (api: Api) => {
      const ids = (await devicesOf(api)).map(({ id }) => id);
      return [ofRita, ofRolf, ofOwner].map((id) => ids.includes(id));
    };
    expect(await seen(company.rita)).toEqual([true, false, false]);
    expect(await seen(company.manager)).toEqual([true, true, false]);
    expect(await seen(company.owner)).toEqual([true, true, true]);
    expect((await company.rita.get(`/v1/devices/${ofRolf}/history`)).status).toBe(404);
    const refusals = await Promise.all([
      company.rita.post(`/v1/devices/${ofRolf}/revoke`, {}),
      company.manager.post(`/v1/devices/${ofRolf}/revoke`, {}),
      company.owner.post(`/v1/devices/${newId()}/revoke`, {}),
    ]);
    expect(refusals.map(({ status }) => status)).toEqual([403, 403, 404]);
  });

  test('a revoked device gets nothing: its stream ends, every route says so, under whatever id it comes', async () => {
    const laptop = await rita();
    const device = new TestDevice(laptop);
    await device.apply('lead.create', newLead());
    const events = await EventReader.open(laptop);
    await events.next();
    const { status, body } = await company.owner.post(`/v1/devices/${device.clientId}/revoke`, {});
    expect({ status, body }).toEqual({ status: 200, body: { revoked: [device.clientId] } });
    // The push of before has poked the stream, perhaps.
    while (await events.next());
    const disguised = new TestDevice(laptop);
    const replies = [
      await device.push(device.mutation('lead.create', newLead())),
      await disguised.push(disguised.mutation('lead.create', newLead())),
      await pullAs(laptop, device.clientId),
      await pullAs(laptop, newId()),
      await laptop.post('/v1/sync/snapshot', { protocol: protocolVersion, clientId: newId(), after: null }),
      await laptop.get('/v1/leads'),
      await laptop.get('/v1/session'),
      await laptop.get('/auth/list-sessions'),
    ];
    expect(replies.map(({ body: problem }) => (problem as { code?: string }).code)).toEqual(
      replies.map(() => 'REVOKED'),
    );
    expect(replies.every(({ headers }) => headers.get(serverHeader) !== null)).toBe(true);
    await expect(EventReader.open(laptop)).rejects.toThrow(/403/);
    // The person themselves goes on elsewhere.
    const elsewhere = new TestDevice(await rita());
    await elsewhere.apply('lead.create', newLead());
    const listed = (await devicesOf(company.owner)).find(({ id }) => id === device.clientId);
    expect(listed).toMatchObject({ revokedAt: expect.any(String), toldAt: expect.any(String) });
    const history = await company.owner.get<{ items: { kind: string; by: string | null }[] }>(
      `/v1/devices/${device.clientId}/history`,
    );
    expect(history.body.items.map(({ kind: what, by }) => [what, by])).toEqual([
      ['told', null],
      ['revoked', company.ids.owner],
      ['added', null],
    ]);
  });

  test('an old token of the same machine is revoked with it, and so is the identity it had before', async () => {
    const [first, second] = [await rita(), await rita()];
    const [before, now] = [newId(), newId()];
    await pullAs(first, before); // the machine, before it signed in again …
    await pullAs(second, before);
    await pullAs(second, now); // … and before its history forked
    const { body } = await second.post<{ revoked: string[] }>(`/v1/devices/${now}/revoke`, {});
    expect(body.revoked.toSorted()).toEqual([before, now].toSorted());
    expect((await pullAs(first, newId())).body).toMatchObject({ code: 'REVOKED' });
    const again = await rita();
    expect((await pullAs(again, before)).body).toMatchObject({ code: 'REVOKED' });
    expect((await pullAs(again, newId())).status).toBe(200);
  });

  test('all devices of a person at once', async () => {
    const one = await company.anonymous.signIn('rolf@harbour.test', password);
    const two = await company.anonymous.signIn('rolf@harbour.test', password);
    await pullAs(one, newId());
    await pullAs(two, newId());
    expect((await company.rita.post('/v1/devices/revoke-all', { userId: company.ids.rolf })).status).toBe(403);
    expect((await company.owner.post('/v1/devices/revoke-all', { userId: company.ids.rolf })).status).toBe(200);
    for (const api of [one, two]) expect((await pullAs(api, newId())).body).toMatchObject({ code: 'REVOKED' });
    await pullAs(await company.anonymous.signIn('rolf@harbour.test', password), newId());
  });
});
