// Verifies: SYNC-1
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testKey } from '../support/device-store.ts';
import { hurried, leadTotal, leadWithNote, outbox, useField } from './support/field.ts';
import { OwnDisk } from './support/own-disk.ts';

const field = useField();
const hostMain = fileURLToPath(new URL('../../scripts/browser-host/main.ts', import.meta.url));
let disk: OwnDisk | undefined;

beforeAll(() => {
  disk = OwnDisk.mount(join(field().profiles.path, 'read-only'), 64 * 1024 * 1024, 'a read-only disk');
});
afterAll(() => disk?.unmount());

/** Starts the application as a person does. @returns how it ended and what it said */
async function startApplication(profile: string): Promise<{ code: number | null; said: string }> {
  const renderer = join(field().profiles.path, 'renderer');
  mkdirSync(renderer, { recursive: true });
  writeFileSync(join(renderer, 'index.html'), '');
  const args = [hostMain, '--port', '0', '--profile', profile, '--renderer', renderer];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

it('does not start on a disk that has become read-only, says what is safe, and goes on when it can be written', async ({
  skip,
}) => {
  if (!disk) return skip('no right to mount a tmpfs');
  const device = await field().syncedDevice('read-only');
  writeFileSync(join(disk.folder, 'key'), testKey.toString('hex'));
  field().line.cut();
  for (const name of ['One', 'Two']) await device.call('mutate', { name: 'lead.create', args: leadWithNote(name) });
  // As after a power cut: the last changes are in the write-ahead log only.
  await device.kill();
  disk.remount('ro');
  const { code, said } = await startApplication(disk.folder);
  expect(code).toBe(1);
  expect(said).toContain('Everything saved before is safe');
  expect(said).not.toContain('    at ');

  // Where a worker runs nevertheless, every window learns why nothing can be done.
  const locked = await field().device('read-only');
  const refusal = { ok: false, error: { kind: 'failed', code: 'STORE_READ_ONLY' } };
  expect(await locked.reply('session.get', {})).toMatchObject(refusal);
  expect(await locked.reply('mutate', { name: 'lead.create', args: leadWithNote('Three') })).toMatchObject(refusal);
  expect(await locked.call('sync.status', {})).toMatchObject({ connection: 'attention' });
  await locked.kill();

  disk.remount('rw');
  const again = await field().device('read-only');
  expect(await leadTotal(again)).toBe(2);
  expect(await outbox(again)).toHaveLength(2);
  field().line.mend();
  await hurried(again);
  await again.kill();
}, 60_000);
