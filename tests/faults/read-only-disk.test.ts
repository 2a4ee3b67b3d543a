import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { leadTotal, leadWithNote, outbox, synced, useField } from './support/field.ts';
import { OwnDisk } from './support/own-disk.ts';

// Verifies: SYNC-1

const field = useField();
let disk: OwnDisk | undefined;

beforeAll(() => {
  disk = OwnDisk.mount(join(field().profiles.path, 'locked'), 64 * 1024 * 1024, 'a read-only disk');
});
afterAll(() => disk?.unmount());

it('says that nothing can be saved, changes nothing, and goes on once it can be written to', async ({ skip }) => {
  if (!disk) return skip('no right to mount a tmpfs');
  const device = await field().syncedDevice('locked');
  field().line.cut();
  await device.call('mutate', { name: 'lead.create', args: leadWithNote('Before') });
  await device.kill();
  disk.remount('ro');
  const locked = await field().device('locked');
  const refusal = { ok: false, error: { kind: 'failed', code: 'STORE_READ_ONLY' } };
  expect(await locked.reply('session.get', {})).toMatchObject(refusal);
  expect(await locked.reply('mutate', { name: 'lead.create', args: leadWithNote('While') })).toMatchObject(refusal);
  expect(await locked.call('sync.status', {})).toMatchObject({ connection: 'attention' });
  await locked.kill();
  disk.remount('rw');
  const again = await field().device('locked');
  expect(await outbox(again)).toHaveLength(1);
  field().line.mend();
  await again.call('sync.now', { reason: 'network' });
  await synced(again);
  expect(await leadTotal(again)).toBe(1);
  await again.kill();
}, 120_000);
