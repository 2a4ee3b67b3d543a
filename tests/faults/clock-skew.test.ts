import { expect, it } from 'vitest';
import { Api, newId } from '../server/api.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import type { DeviceProcess } from './support/device-process.ts';
import { leadWithNote, outbox, signIn, synced, useField } from './support/field.ts';

const field = useField();
const daysMs = 3 * 24 * 3_600_000;
/** A correction is as exact as half a round trip. */
const toleranceMs = 60_000;

async function meet(device: DeviceProcess): Promise<void> {
  await device.call('sync.now', { reason: 'network' });
  await synced(device);
}

async function skewed(name: string, offsetMs: number): Promise<DeviceProcess> {
  const device = await field().device(name, { clockOffsetMs: offsetMs });
  await signIn(device, field().line.url);
  await synced(device);
  return device;
}

it('three days ahead and three behind: the later edit wins, the other is kept, times are right. Verifies: SYNC-3, SYNC-6', async () => {
  const [ahead, behind] = [await skewed('ahead', daysMs), await skewed('behind', -daysMs)];
  const lead = leadWithNote('Clocks');
  await ahead.call('mutate', { name: 'lead.create', args: lead });
  await meet(ahead);
  await meet(behind);
  field().line.cut();
  const company = (to: string) => ({
    name: 'lead.update',
    args: { id: lead.id, changes: { company: { from: null, to } } },
  });
  const noteId = newId();
  await ahead.call('mutate', company('the earlier'));
  await behind.call('mutate', company('the later'));
  await ahead.call('mutate', { name: 'note.add', args: { id: noteId, leadId: lead.id, body: 'when' } });
  const [made] = await outbox(ahead);
  expect(Math.abs(made!.at - Date.now())).toBeLessThan(toleranceMs);
  field().line.mend();
  // The one that wrote later arrives first: by arrival the earlier would win.
  await meet(behind);
  await meet(ahead);
  await meet(behind);
  const owner = await new Api(field().server.url).signIn(adminEmail, adminPassword);
  const { body } = await owner.get<{ company: string }>(`/v1/leads/${lead.id}`);
  expect(body.company).toBe('the later');
  for (const device of [ahead, behind]) {
    expect(await device.call('query', { name: 'leadDetail', params: { id: lead.id } })).toMatchObject({
      lead: { company: 'the later' },
    });
    expect(await device.call('sync.status', {})).toMatchObject({ conflicts: 1, pending: 0, rejected: 0 });
  }
}, 120_000);

it('a clock that is set while the device runs is followed. Verifies: SYNC-1', async () => {
  const device = await skewed('set', 0);
  await device.kill();
  const again = await field().device('set', { clockOffsetMs: -daysMs });
  await meet(again);
  field().line.cut();
  const lead = leadWithNote('Set back');
  await again.call('mutate', { name: 'lead.create', args: lead });
  const [made] = await outbox(again);
  expect(Math.abs(made!.at - Date.now())).toBeLessThan(toleranceMs);
  field().line.mend();
  await meet(again);
  expect(await outbox(again)).toEqual([]);
}, 120_000);
