import { closeSync, openSync, readFileSync, readdirSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { leadTotal, leadWithNote, signIn, synced, useField } from './support/field.ts';

const field = useField();
const leads = 300;

function databaseOf(profile: string): string {
  const name = readdirSync(profile).find((file) => file.startsWith('data-') && file.endsWith('.db'));
  if (!name) throw new Error(`no database in ${profile}`);
  return join(profile, name);
}

/** Inverts every 512th byte of the middle half: no page there keeps its content. */
function damage(file: string): void {
  const { size } = statSync(file);
  const descriptor = openSync(file, 'r+');
  const byte = Buffer.alloc(1);
  for (let at = Math.floor(size / 4); at < (size * 3) / 4; at += 512) {
    readSync(descriptor, byte, 0, 1, at);
    byte[0] = ~byte[0]! & 0xff;
    writeSync(descriptor, byte, 0, 1, at);
  }
  closeSync(descriptor);
}

it('says that a database is damaged, deletes nothing, and starts anew when the person signs in', async () => {
  const { line, profiles } = field();
  const device = await field().syncedDevice('damaged');
  for (let n = 0; n < leads; n++) {
    await device.call('mutate', { name: 'lead.create', args: leadWithNote(`Lead ${n}`) });
  }
  await synced(device);
  // In order, so that the write-ahead log has gone into the file.
  await device.stop();
  const profile = join(profiles.path, 'damaged');
  const file = databaseOf(profile);
  damage(file);
  const damaged = readFileSync(file);

  const again = await field().device('damaged');
  const corrupt = { ok: false, error: { kind: 'failed', code: 'STORE_CORRUPT' } };
  const params = { filters: {}, sortBy: 'createdAt', sortDir: 'desc', offset: 0, limit: 200 };
  const told = [
    await again.window.call('session.get', {}),
    await again.window.call('query', { name: 'leadList', params }),
  ];
  const failures = told.filter(({ ok }) => !ok);
  expect(failures.length).toBeGreaterThan(0);
  for (const failure of failures) expect(failure).toMatchObject(corrupt);
  await again.kill();
  expect(readFileSync(file).equals(damaged)).toBe(true);

  const mended = await field().device('damaged');
  await signIn(mended, line.url);
  await synced(mended);
  expect(await leadTotal(mended)).toBe(leads);
  const kept = readdirSync(profile).filter((name) => name.includes('.damaged-'));
  expect(kept.some((name) => readFileSync(join(profile, name)).equals(damaged))).toBe(true);
}, 60_000);
