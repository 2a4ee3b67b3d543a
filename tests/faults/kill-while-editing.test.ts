import { expect, it } from 'vitest';
import type { LeadDetail } from '../../core/queries/lead-detail.ts';
import { Random } from '../support/random.ts';
import type { DeviceProcess } from './support/device-process.ts';
import { leadTotal, leadWithNote, outbox, synced, useField } from './support/field.ts';

// Verifies: SYNC-1

const rounds = 10;
/** Edits that are under way at once: the kill hits the worker in the midst of one. */
const inFlight = 12;
const seed = Number(process.env['OUTPOST_SEED'] ?? Date.now() % 2 ** 31);

const field = useField();

/** What a device was told is saved: of a lead, that it was created, and the company it was given. */
type Acknowledged = Map<string, { seq: number; company?: string }>;

it(`keeps every acknowledged edit, whole, through ${rounds} kills (seed ${seed})`, async () => {
  console.log(`OUTPOST_SEED=${seed} repeats this run`);
  const random = new Random(seed);
  const acknowledged: Acknowledged = new Map();
  await (await field().syncedDevice('edits')).kill();
  field().line.cut();
  for (let round = 0; round < rounds; round++) {
    const device = await field().device('edits');
    await editUntilKilled(device, acknowledged, { round, edits: 1 + random.below(40) });
    const again = await field().device('edits');
    await checkEverything(again, acknowledged);
    await again.kill();
  }
  field().line.mend();
  const device = await field().device('edits');
  const sent = await outbox(device);
  await device.call('sync.now', { reason: 'network' });
  await synced(device);
  expect(await outbox(device)).toEqual([]);
  expect(await leadTotal(device)).toBe(sent.filter(({ name }) => name === 'lead.create').length);
  await checkRows(device, acknowledged);
}, 180_000);

/** Edits without a pause and kills the process as soon as it has acknowledged so many edits. */
async function editUntilKilled(
  device: DeviceProcess,
  acknowledged: Acknowledged,
  { round, edits }: { round: number; edits: number },
): Promise<void> {
  let answered = 0;
  let killing: Promise<void> | undefined;
  await new Promise<void>((resolve) => {
    device.child.once('exit', () => resolve());
    const edit = (n: number): void => {
      if (killing) return;
      const lead = leadWithNote(`round ${round} edit ${n}`);
      const change = { id: lead.id, changes: { company: { from: null, to: `company ${n}` } } };
      const done = (): void => {
        if (++answered >= edits) killing ??= device.kill();
      };
      void device.call('mutate', { name: 'lead.create', args: lead }).then(({ seq }) => {
        acknowledged.set(lead.id, { seq });
        done();
      });
      void device.call('mutate', { name: 'lead.update', args: change }).then(({ seq }) => {
        acknowledged.set(lead.id, { seq, company: `company ${n}` });
        done();
        edit(n + inFlight);
      });
    };
    for (let n = 0; n < inFlight; n++) edit(n);
  });
  await killing;
}

/** Rows and outbox tell the same story, and it contains everything that was acknowledged. */
async function checkEverything(device: DeviceProcess, acknowledged: Acknowledged): Promise<void> {
  const entries = await outbox(device);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => at + 1));
  const created = new Set<string>();
  const companies = new Map<string, string>();
  for (const { name, args } of entries) {
    const { id, changes } = args as { id: string; changes?: { company: { to: string } } };
    if (name === 'lead.create') created.add(id);
    else companies.set(id, changes!.company.to);
  }
  const seqs = new Set(entries.map(({ seq }) => seq));
  expect([...acknowledged.values()].filter(({ seq }) => !seqs.has(seq))).toEqual([]);
  expect(await leadTotal(device)).toBe(created.size);
  for (const id of created) {
    const detail = await leadOf(device, id);
    expect(detail?.counts.notes).toBe(1);
    expect(detail?.lead.company).toBe(companies.get(id) ?? null);
  }
  await checkRows(device, acknowledged);
}

async function checkRows(device: DeviceProcess, acknowledged: Acknowledged): Promise<void> {
  for (const [id, { company }] of acknowledged) {
    const detail = await leadOf(device, id);
    expect(detail?.counts.notes).toBe(1);
    if (company) expect(detail?.lead.company).toBe(company);
  }
}

async function leadOf(device: DeviceProcess, id: string): Promise<LeadDetail | null> {
  return (await device.call('query', { name: 'leadDetail', params: { id } })) as LeadDetail | null;
}
