// Verifies: SYNC-2, SYNC-4
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Api, newId, TestDevice } from '../server/api.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import { hurried, leadTotal, leadWithNote, outbox, signIn, useField } from './support/field.ts';
import { ManglingProxy, type Spoiling } from './support/mangling-proxy.ts';

const field = useField();
let proxy: ManglingProxy;
let owner: Api;
beforeAll(async () => {
  proxy = await ManglingProxy.start(field().server.url);
  owner = await new Api(field().server.url).signIn(adminEmail, adminPassword);
  await elsewhere(40);
});
afterAll(() => proxy.end());

const ways: readonly Spoiling[] = (['promisedMore', 'promisedLess', 'endedEarly', 'brokenOff'] as const).flatMap(
  (how) => [true, false].map((coded) => ({ how, coded })),
);

/** Each needs a sign-in, of which a server takes only so many at a time. */
const firstSyncWays: readonly Spoiling[] = [
  { how: 'promisedMore', coded: true },
  { how: 'promisedLess', coded: true },
  { how: 'endedEarly', coded: false },
  { how: 'brokenOff', coded: false },
];

/** Leads that somebody else makes. */
async function elsewhere(count: number): Promise<void> {
  const device = new TestDevice(owner);
  const leads = Array.from({ length: count }, () => device.mutation('lead.create', leadWithNote('Elsewhere')));
  expect((await device.push(...leads)).status).toBe(200);
}

const onServer = async (): Promise<number> => (await owner.get<{ total: number }>('/v1/leads?limit=1')).body.total;

describe('a reply that is not whole', () => {
  it('to a push or a pull is not taken, whatever cut it off; the next one is', async () => {
    const device = await field().device('exchange');
    await signIn(device, proxy.url);
    await hurried(device);
    const lead = leadWithNote('Spoilt');
    await device.call('mutate', { name: 'lead.create', args: lead });
    await hurried(device);
    let notes = 1;
    for (const way of ways) {
      for (const path of ['/v1/sync/push', '/v1/sync/pull']) {
        const before = proxy.spoilt;
        await elsewhere(5);
        proxy.spoil(path, way);
        await device.call('mutate', {
          name: 'note.add',
          args: { id: newId(), leadId: lead.id, body: `note ${notes}` },
        });
        notes += 1;
        await expect.poll(() => proxy.spoilt, { timeout: 20_000 }).toBe(before + 1);
        await hurried(device);
        expect(await leadTotal(device)).toBe(await onServer());
      }
    }
    expect(await outbox(device)).toEqual([]);
    expect((await device.call('sync.status', {})).rejected).toBe(0);
    const { body } = await owner.get<{ total: number }>(`/v1/leads/${lead.id}/timeline?kinds=note`);
    expect(body.total).toBe(notes);
    await device.kill();
  }, 120_000);

  it('to a first sync is not taken for all there is', async () => {
    for (const [n, way] of firstSyncWays.entries()) {
      proxy.spoil('/v1/sync/snapshot', way);
      const before = proxy.spoilt;
      const device = await field().device(`first-${n}`);
      await signIn(device, proxy.url);
      await hurried(device);
      expect(proxy.spoilt).toBe(before + 1);
      expect(await leadTotal(device)).toBe(await onServer());
      await device.kill();
    }
  }, 120_000);
});
