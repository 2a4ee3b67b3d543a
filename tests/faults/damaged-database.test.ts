import { closeSync, openSync, readFileSync, readdirSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { leadTotal, leadWithNote, signIn, synced, useField } from './support/field.ts';

const field = useField();
const leads = 300;
const pageBytes = 4096;

function databaseOf(profile: string): string {
  const name = readdirSync(profile).find((file) => file.startsWith('data-') && file.endsWith('.db'));
  if (!name) throw new Error(`no database in ${profile}`);
  return join(profile, name);
}

/** Inverts bytes of a file. @param places where */
function invert(file: string, places: Iterable<number>): void {
  const descriptor = openSync(file, 'r+');
  const byte = Buffer.alloc(1);
  for (const at of places) {
    readSync(descriptor, byte, 0, 1, at);
    byte[0] = ~byte[0]! & 0xff;
    writeSync(descriptor, byte, 0, 1, at);
  }
  closeSync(descriptor);
}

/** Every 512th byte of the middle half: no page there keeps its content. */
function* middleHalf(file: string): Generator<number> {
  const { size } = statSync(file);
  for (let at = Math.floor(size / 4); at < (size * 3) / 4; at += 512) yield at;
}

/** A device with some leads, ended in order, so that the write-ahead log has gone into the file. @returns its profile */
async function profileWithLeads(name: string): Promise<string> {
  const device = await field().syncedDevice(name);
  for (let n = await leadTotal(device); n < leads; n++) {
    await device.call('mutate', { name: 'lead.create', args: leadWithNote(`Lead ${n}`) });
  }
  await synced(device);
  await device.stop();
  return join(field().profiles.path, name);
}

const corrupt = { ok: false, error: { kind: 'failed', code: 'STORE_CORRUPT' } };
const list = {
  name: 'leadList',
  params: { filters: {}, sortBy: 'createdAt', sortDir: 'desc', offset: 0, limit: 200 },
} as const;

/** Signs in and checks that everything is there again, and the damaged file beside it. @param knows it by its content */
async function expectMended(profile: string, name: string, knows: (content: Buffer) => boolean): Promise<void> {
  const mended = await field().device(name);
  await signIn(mended, field().line.url);
  await synced(mended);
  expect(await leadTotal(mended)).toBe(leads);
  const kept = readdirSync(profile).filter((file) => file.includes('.damaged-'));
  expect(kept.some((file) => knows(readFileSync(join(profile, file))))).toBe(true);
}

it('says that a database is damaged, deletes nothing, and starts anew when the person signs in', async () => {
  const profile = await profileWithLeads('damaged');
  const file = databaseOf(profile);
  invert(file, middleHalf(file));
  const damaged = readFileSync(file);

  const again = await field().device('damaged');
  const told = [await again.window.call('session.get', {}), await again.window.call('query', list)];
  const failures = told.filter(({ ok }) => !ok);
  expect(failures.length).toBeGreaterThan(0);
  for (const failure of failures) expect(failure).toMatchObject(corrupt);
  await again.kill();
  expect(readFileSync(file).equals(damaged)).toBe(true);
  await expectMended(profile, 'damaged', (content) => content.equals(damaged));
}, 60_000);

it('mends by signing in what opens and has one damaged page somewhere', async () => {
  const profile = await profileWithLeads('one-page');
  const file = databaseOf(profile);
  // Far from the pages that opening reads.
  const at = Math.floor((statSync(file).size * 0.57) / pageBytes) * pageBytes;
  invert(file, [at + pageBytes / 2]);
  const page = readFileSync(file).subarray(at, at + pageBytes);
  // The rest of the file is written to until the person signs in: it opens, and sync goes on.
  await expectMended(profile, 'one-page', (content) => content.subarray(at, at + pageBytes).equals(page));
}, 60_000);
