import { beforeAll, expect, it } from 'vitest';
import { maxPushMutations } from '../../core/protocol/sync.ts';
import { Api, TestDevice } from '../server/api.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import type { TcpProxy } from '../support/tcp-proxy.ts';
import { leadTotal, leadWithNote, synced, useField } from './support/field.ts';

const field = useField();
let writer: TestDevice;
beforeAll(async () => {
  writer = new TestDevice(await new Api(field().server.url).signIn(adminEmail, adminPassword));
});

/** Leads of a colleague: more rows than one page of a pull has. */
async function colleagueWrites(leads: number): Promise<void> {
  for (let made = 0; made < leads; made += maxPushMutations) {
    const batch = Array.from({ length: maxPushMutations }, (_, n) =>
      writer.mutation('lead.create', leadWithNote(`Lead ${made + n}`)),
    );
    expect((await writer.push(...batch)).status).toBe(200);
  }
}

const isPull = (sent: string): boolean => sent.includes('POST /v1/sync/pull');

/** Lets `bytes` of each reply to a pull through, then ends the connection: in the middle of a page. */
function truncatePulls(line: TcpProxy, bytes: number): void {
  line.heldAfterBytes = bytes;
  line.fate = (sent) => (isPull(sent) ? 'cutReply' : 'pass');
}

it('takes nothing of a pull whose reply ends too soon. Verifies: SYNC-4', async () => {
  const { line } = field();
  const device = await field().syncedDevice('truncated');
  const held = await leadTotal(device);
  line.cut();
  await device.until(({ connection }) => connection === 'offline');
  await colleagueWrites(2000);
  line.mend();
  for (const bytes of [10, 900, 5_000, 20_000]) {
    truncatePulls(line, bytes);
    const before = line.cuts;
    await device.call('sync.now', { reason: 'network' });
    await expect.poll(() => line.cuts, { timeout: 30_000 }).toBeGreaterThan(before);
    await device.until(({ connection }) => connection === 'offline');
    expect(await leadTotal(device)).toBe(held);
  }
  line.fate = () => 'pass';
  await device.call('sync.now', { reason: 'network' });
  await synced(device);
  expect(await leadTotal(device)).toBe(held + 2000);
}, 120_000);

it('is whole after a kill while half of a pull had arrived. Verifies: SYNC-1, SYNC-4', async () => {
  const { line } = field();
  const device = await field().syncedDevice('killed');
  const before = await leadTotal(device);
  line.cut();
  const own = leadWithNote('Own');
  await device.call('mutate', { name: 'lead.create', args: own });
  await colleagueWrites(2000);
  line.heldAfterBytes = 40_000;
  let held = false;
  line.fate = (sent) => {
    if (!isPull(sent)) return 'pass';
    held = true;
    return 'holdReply';
  };
  line.mend();
  await device.call('sync.now', { reason: 'network' });
  const { receivedBytes } = line;
  await expect.poll(() => held && line.receivedBytes >= receivedBytes + 40_000, { timeout: 60_000 }).toBe(true);
  await device.kill();

  line.cut();
  const again = await field().device('killed');
  expect(await leadTotal(again)).toBe(before + 1);
  line.fate = () => 'pass';
  line.mend();
  await again.call('sync.now', { reason: 'network' });
  await synced(again);
  expect(await leadTotal(again)).toBe(before + 2001);
}, 120_000);
