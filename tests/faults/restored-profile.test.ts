import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Api, newId } from '../server/api.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import type { DeviceProcess } from './support/device-process.ts';
import { leadWithNote, outbox, synced, useField } from './support/field.ts';

const field = useField();

async function notesOnServer(leadId: string): Promise<readonly string[]> {
  const owner = await new Api(field().server.url).signIn(adminEmail, adminPassword);
  const { body } = await owner.get<{ items: { body: string }[] }>(`/v1/leads/${leadId}/timeline?kinds=note&limit=100`);
  return body.items.map((item) => item.body).toSorted();
}

async function writeNotes(device: DeviceProcess, leadId: string, names: readonly string[]): Promise<void> {
  for (const body of names) await device.call('mutate', { name: 'note.add', args: { id: newId(), leadId, body } });
}

async function meet(device: DeviceProcess): Promise<void> {
  await device.call('sync.now', { reason: 'network' });
  await synced(device);
}

it('a profile restored from yesterday goes on, and loses and repeats nothing of today. Verifies: SYNC-2, SYNC-9', async () => {
  const profile = join(field().profiles.path, 'profile');
  const backup = join(field().profiles.path, 'backup');
  const device = await field().syncedDevice('profile');
  const lead = { ...leadWithNote('Profile'), note: 'at first' };
  await device.call('mutate', { name: 'lead.create', args: lead });
  await meet(device);
  field().line.cut();
  await writeNotes(device, lead.id, ['in both']);
  await device.stop();
  cpSync(profile, backup, { recursive: true });

  field().line.mend();
  const today = await field().device('profile');
  await meet(today);
  await writeNotes(today, lead.id, ['today']);
  await meet(today);
  await today.kill();
  rmSync(profile, { recursive: true });
  cpSync(backup, profile, { recursive: true });

  field().line.cut();
  const restored = await field().device('profile');
  await writeNotes(restored, lead.id, ['after the restore']);
  field().line.mend();
  await meet(restored);
  await meet(restored);
  const all = ['at first', 'in both', 'today', 'after the restore'].toSorted();
  expect(await notesOnServer(lead.id)).toEqual(all);
  const detail = await restored.call('query', { name: 'leadDetail', params: { id: lead.id } });
  expect(detail).toMatchObject({ counts: { notes: all.length } });
  expect(await outbox(restored)).toEqual([]);
}, 120_000);
