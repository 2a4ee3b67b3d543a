// Verifies: SYNC-1, SYNC-2, SYNC-4
import { beforeAll, describe, expect, it } from 'vitest';
import { Api, newId, TestDevice } from '../server/api.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import type { Fate } from '../support/tcp-proxy.ts';
import type { DeviceProcess } from './support/device-process.ts';
import { leadTotal, leadWithNote, outbox, synced, useField } from './support/field.ts';
import type { KillPoint } from './support/kill-point.ts';

const field = useField();
/** Of an exchange: more are not looked for. */
const mostCommits = 8;
let owner: Api;
beforeAll(async () => {
  owner = await new Api(field().server.url).signIn(adminEmail, adminPassword);
});

async function onServer(leadId: string, kind: string): Promise<number> {
  return (await owner.get<{ total: number }>(`/v1/leads/${leadId}/timeline?kinds=${kind}`)).body.total;
}

/** Leads that somebody else makes. */
async function elsewhere(count: number): Promise<void> {
  const device = new TestDevice(owner);
  for (let at = 0; at < count; at += 100) {
    const leads = Array.from({ length: Math.min(100, count - at) }, () =>
      device.mutation('lead.create', leadWithNote('Elsewhere')),
    );
    expect((await device.push(...leads)).status).toBe(200);
  }
}

async function addNotes(device: DeviceProcess, leadId: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await device.call('mutate', { name: 'note.add', args: { id: newId(), leadId, body: `note ${n}` } });
  }
}

const isPush = (sent: string): boolean => sent.includes('POST /v1/sync/push');
const isPull = (sent: string): boolean => sent.includes('POST /v1/sync/pull');

/** Resolves with the first request of a kind; what becomes of it says `fate`. */
function request(kind: (sent: string) => boolean, fate: Fate): Promise<void> {
  const { line } = field();
  return new Promise((resolve) => {
    line.fate = (sent) => {
      if (!kind(sent)) return 'pass';
      resolve();
      return fate;
    };
  });
}

describe('a device that is killed', () => {
  it('between a push that has been carried out and its answer sends it again, and nothing happens twice', async () => {
    const { line } = field();
    const device = await field().syncedDevice('answer');
    const lead = leadWithNote('Answer');
    await device.call('mutate', { name: 'lead.create', args: lead });
    await synced(device);
    line.heldAfterBytes = 0;
    const sent = request(isPush, 'holdReply');
    await addNotes(device, lead.id, 5);
    await sent;
    await expect.poll(() => onServer(lead.id, 'note'), { timeout: 20_000 }).toBeGreaterThan(1);
    await device.kill();
    line.fate = () => 'pass';
    const again = await field().device('answer');
    expect(await outbox(again)).toHaveLength(5);
    await synced(again);
    expect(await onServer(lead.id, 'note')).toBe(6);
    expect(await onServer(lead.id, 'history')).toBeGreaterThan(0);
    await again.kill();
  }, 60_000);

  it('with half a pull received has taken nothing of it, and takes all of it the next time', async () => {
    const { line } = field();
    const device = await field().syncedDevice('received');
    const before = await leadTotal(device);
    line.heldAfterBytes = 8000;
    const received = line.receivedBytes;
    const asked = request(isPull, 'holdReply');
    await elsewhere(400);
    await device.call('sync.now', { reason: 'network' });
    await asked;
    await expect.poll(() => line.receivedBytes - received, { timeout: 20_000 }).toBeGreaterThanOrEqual(8000);
    expect(await leadTotal(device)).toBe(before);
    await device.kill();
    line.fate = () => 'pass';
    const again = await field().device('received');
    expect(await leadTotal(again)).toBeLessThanOrEqual(before + 400);
    await expect.poll(() => leadTotal(again), { timeout: 20_000 }).toBe(before + 400);
    await again.kill();
  }, 60_000);

  it('with half a pull applied has none of it, and takes all of it the next time', async () => {
    const { line } = field();
    const first = await field().syncedDevice('applied');
    const before = await leadTotal(first);
    await first.stop();
    await elsewhere(400);
    const point: KillPoint = { sql: '^insert into "leads" ', nth: 200, when: 'after' };
    const device = await field().device('applied', { killPoint: point });
    expect(await device.ended()).toBe('SIGKILL');
    line.cut();
    const again = await field().device('applied');
    expect(await leadTotal(again)).toBe(before);
    line.mend();
    await again.call('sync.now', { reason: 'network' });
    await expect.poll(() => leadTotal(again), { timeout: 20_000 }).toBe(before + 400);
    await again.kill();
  }, 60_000);

  it('before or after any commit of an exchange ends complete, with everything exactly once', async () => {
    const lead = leadWithNote('Commits');
    const first = await field().syncedDevice('commits');
    await first.call('mutate', { name: 'lead.create', args: lead });
    await synced(first);
    await first.stop();
    const acknowledged: string[] = [];
    let kills = 0;
    for (let nth = 1, isKilled = true; isKilled && nth <= mostCommits; nth++) {
      await elsewhere(1);
      const work = async (device: DeviceProcess): Promise<void> => {
        const id = newId();
        const args = { id, leadId: lead.id, body: `before commit ${nth}` };
        const done = await device.reply('mutate', { name: 'note.add', args });
        if (done.ok) acknowledged.push(id);
      };
      const point = { sql: '^commit$', nth, when: nth % 2 ? 'before' : 'after' } as const;
      isKilled = await field().killedOnItsWay('commits', point, work);
      if (isKilled) kills += 1;
    }
    expect(kills).toBeGreaterThanOrEqual(4);
    const last = await field().device('commits');
    await synced(last);
    const total = (await owner.get<{ total: number }>('/v1/leads?limit=1')).body.total;
    await expect.poll(() => leadTotal(last), { timeout: 20_000 }).toBe(total);
    expect((await last.call('sync.status', {})).rejected).toBe(0);
    const { body } = await owner.get(`/v1/leads/${lead.id}/timeline?kinds=note&limit=100`);
    for (const id of acknowledged) expect(JSON.stringify(body)).toContain(id);
    expect(acknowledged.length).toBeGreaterThan(0);
    await last.kill();
  }, 120_000);
});
