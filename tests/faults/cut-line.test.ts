import { beforeAll, expect, it } from 'vitest';
import type { Fate } from '../support/tcp-proxy.ts';
import { Api, newId } from '../server/api.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import { Random } from '../support/random.ts';
import type { DeviceProcess } from './support/device-process.ts';
import { leadWithNote, outbox, synced, useField } from './support/field.ts';

// Verifies: SYNC-2

const field = useField();
const seed = Number(process.env['OUTPOST_SEED'] ?? Date.now() % 2 ** 31);
const edits = 60;
let owner: Api;
beforeAll(async () => {
  owner = await new Api(field().server.url).signIn(adminEmail, adminPassword);
});

/** A device that tries again at once instead of waiting: the backoff is not what is tested here. */
async function impatient(device: DeviceProcess, done: Promise<void>): Promise<void> {
  const finished = done.then(() => 'finished' as const);
  const offline = () => device.until(({ connection }) => connection === 'offline');
  while ((await Promise.race([finished, offline()])) !== 'finished') {
    await device.call('sync.now', { reason: 'network' });
  }
}

/** Logs calls on a lead and moves it up and down: repeated or lost, each would show in the lead's history. */
async function work(device: DeviceProcess, leadId: string): Promise<void> {
  const { stages, pipelines } = (await device.call('query', { name: 'workspace', params: {} })) as {
    stages: { id: string; pipelineId: string; position: number }[];
    pipelines: { id: string; module: string }[];
  };
  const pipeline = pipelines.find(({ module }) => module === 'leads')!;
  const ids = stages
    .filter(({ pipelineId }) => pipelineId === pipeline.id)
    .toSorted((a, b) => a.position - b.position)
    .map(({ id }) => id);
  for (let n = 0; n < edits; n++) {
    const moves = [{ id: leadId, fromStageId: ids[n % 2] }];
    await device.call('mutate', { name: 'lead.changeStage', args: { moves, stageId: ids[(n + 1) % 2] } });
    await device.call('mutate', { name: 'note.add', args: { id: newId(), leadId, body: `note ${n}` } });
  }
}

async function countOnServer(leadId: string, kind: string): Promise<number> {
  return (await owner.get<{ total: number }>(`/v1/leads/${leadId}/timeline?kinds=${kind}`)).body.total;
}

it(`loses nothing and repeats nothing while pushes are cut off in the middle (seed ${seed})`, async () => {
  console.log(`OUTPOST_SEED=${seed} repeats this run`);
  const random = new Random(seed);
  const { line } = field();
  const device = await field().syncedDevice('cut');
  const lead = leadWithNote('Cut');
  await device.call('mutate', { name: 'lead.create', args: lead });
  await synced(device);
  const before = await countOnServer(lead.id, 'history');
  let left = 10;
  let isPush = false;
  line.fate = (sent): Fate => {
    isPush = sent.includes('POST /v1/sync/push') || (isPush && !sent.includes('HTTP/1.1'));
    if (!isPush || left === 0 || random.chance(0.3)) return 'pass';
    left -= 1;
    return random.chance(0.5) ? 'cutHere' : 'loseReply';
  };
  const done = work(device, lead.id)
    .then(() => synced(device))
    .then(() => undefined);
  await impatient(device, done);

  expect(line.cuts).toBeGreaterThanOrEqual(5);
  expect(await outbox(device)).toEqual([]);
  expect(await countOnServer(lead.id, 'note')).toBe(edits + 1);
  expect((await countOnServer(lead.id, 'history')) - before).toBe(2 * edits);
}, 120_000);

it('loses nothing and repeats nothing when the server is killed while a device pushes', async () => {
  const { line } = field();
  line.fate = () => 'pass';
  const device = await field().syncedDevice('crash');
  const lead = leadWithNote('Crash');
  await device.call('mutate', { name: 'lead.create', args: lead });
  await synced(device);
  const before = await countOnServer(lead.id, 'history');
  for (let crash = 0; crash < 3; crash++) {
    const working = work(device, lead.id);
    await device.until(({ pending }) => pending > 5);
    await field().crashServer();
    await working;
  }
  await device.call('sync.now', { reason: 'network' });
  await synced(device);
  owner = await new Api(field().server.url).signIn(adminEmail, adminPassword);
  expect(await outbox(device)).toEqual([]);
  expect(await countOnServer(lead.id, 'note')).toBe(3 * edits + 1);
  expect((await countOnServer(lead.id, 'history')) - before).toBe(3 * 2 * edits);
}, 120_000);
