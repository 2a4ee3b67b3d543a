import { closeSync, fstatSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { profileLog } from '../../electron/data/worker-log.ts';
import { leadTotal, leadWithNote, outbox, synced, useField } from './support/field.ts';
import { OwnDisk } from './support/own-disk.ts';

// Verifies: SYNC-1

const field = useField();
const diskBytes = 12 * 1024 * 1024;
let disk: OwnDisk | undefined;

/** Lets a file grow until its disk is full, then gives back a little. @param spareBytes how much */
function fill(file: string, spareBytes: number): void {
  const descriptor = openSync(file, 'a');
  const page = Buffer.alloc(4096);
  try {
    for (;;) writeSync(descriptor, page);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw cause;
  }
  ftruncateSync(descriptor, fstatSync(descriptor).size - spareBytes);
  closeSync(descriptor);
}

beforeAll(() => {
  disk = OwnDisk.mount(join(field().profiles.path, 'small'), diskBytes, 'a full disk');
});
afterAll(() => {
  disk?.unmount();
});

it('says that the disk is full, keeps everything before, and goes on when there is space', async ({ skip }) => {
  if (!disk) return skip('no right to mount a tmpfs');
  const device = await field().syncedDevice('small');
  field().line.cut();
  const create = (name: string) => {
    const lead = leadWithNote(name);
    return device.window.call('mutate', { name: 'lead.create', args: { ...lead, note: 'n'.repeat(9000) } });
  };
  expect(await create('before')).toMatchObject({ ok: true });

  const ballast = join(disk.folder, 'ballast');
  fill(ballast, 256 * 1024);
  let saved = 1;
  let last = await create('while');
  while (last.ok) {
    saved += 1;
    last = await create(`while ${saved}`);
  }
  expect(last).toMatchObject({ ok: false, error: { kind: 'failed', code: 'DISK_FULL' } });
  expect(await leadTotal(device)).toBe(saved);
  expect(await outbox(device)).toHaveLength(saved);

  const log = profileLog(disk.folder, 'worker');
  fill(ballast, 0);
  expect(() => log.error('x'.repeat(64 * 1024))).not.toThrow();

  rmSync(ballast);
  expect(await create('after')).toMatchObject({ ok: true });
  await device.kill();
  field().line.mend();
  const again = await field().device('small');
  await again.call('sync.now', { reason: 'network' });
  await synced(again);
  expect(await leadTotal(again)).toBe(saved + 1);
  await again.kill();
}, 60_000);
