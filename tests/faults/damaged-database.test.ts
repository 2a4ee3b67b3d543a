import { closeSync, openSync, readFileSync, readdirSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openEncrypted } from '../../electron/data/sqlite-connection.ts';
import { testKey } from '../support/device-store.ts';
import { databaseOf } from './support/profiles.ts';
import { leadTotal, leadWithNote, signIn, synced, useField } from './support/field.ts';

const field = useField();
const leads = 300;
const pageBytes = 4096;

/** Inverts bytes of a file. @param places where */
function invert(file: string, places: readonly number[]): void {
  const descriptor = openSync(file, 'r+');
  const byte = Buffer.alloc(1);
  for (const at of places) {
    readSync(descriptor, byte, 0, 1, at);
    byte[0] = ~byte[0]! & 0xff;
    writeSync(descriptor, byte, 0, 1, at);
  }
  closeSync(descriptor);
}

/** Where a table and its indexes begin. @returns a place on each of those pages */
function rootPages(file: string, table: string): number[] {
  const db = openEncrypted(file, testKey);
  const pages = db.prepare('select rootpage from sqlite_schema where tbl_name = ? and rootpage > 0').pluck();
  const places = (pages.all(table) as number[]).map((page) => (page - 1) * pageBytes + pageBytes / 2);
  db.close();
  return places;
}

/** A place on every page of the middle half. */
function middleHalf(file: string): number[] {
  const pages = Math.floor(statSync(file).size / pageBytes);
  return Array.from({ length: pages }, (_, page) => page * pageBytes + pageBytes / 2).slice(pages / 4, (pages * 3) / 4);
}

/** The pages of a file on which these places are. */
function pagesAt(file: string, places: readonly number[]): Buffer[] {
  const content = readFileSync(file);
  return places.map((at) => content.subarray(at - pageBytes / 2, at + pageBytes / 2));
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

/**
 * Signs in and checks that everything is there again, and the damaged file beside it: known by its damaged pages, because what
 * still opens is written to until the person signs in.
 */
async function expectMended(profile: string, name: string, places: readonly number[]): Promise<void> {
  const pages = pagesAt(databaseOf(profile), places);
  const mended = await field().device(name);
  await signIn(mended, field().line.url);
  await synced(mended);
  expect(await leadTotal(mended)).toBe(leads);
  const kept = readdirSync(profile, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.includes('.damaged-'))
    .map(({ name: file }) => file);
  expect(kept.map((file) => pagesAt(join(profile, file), places))).toContainEqual(pages);
}

it('says that a database is damaged, deletes nothing, and starts anew when the person signs in', async () => {
  const profile = await profileWithLeads('damaged');
  const file = databaseOf(profile);
  const places = middleHalf(file);
  invert(file, places);
  const damaged = readFileSync(file);

  const again = await field().device('damaged');
  const told = [await again.reply('session.get', {}), await again.reply('query', list)];
  const failures = told.filter(({ ok }) => !ok);
  expect(failures.length).toBeGreaterThan(0);
  for (const failure of failures) expect(failure).toMatchObject(corrupt);
  await again.kill();
  expect(readFileSync(file).equals(damaged)).toBe(true);
  await expectMended(profile, 'damaged', places);
}, 60_000);

it('mends by signing in what opens and has one damaged page somewhere', async () => {
  const profile = await profileWithLeads('one-page');
  const file = databaseOf(profile);
  // Far from the pages that opening reads.
  const places = [Math.floor((statSync(file).size * 0.57) / pageBytes) * pageBytes + pageBytes / 2];
  invert(file, places);
  await expectMended(profile, 'one-page', places);
}, 60_000);

it('goes on running with a damaged outbox, says so, and mends it by signing in', async () => {
  const profile = await profileWithLeads('outbox');
  const file = databaseOf(profile);
  const places = rootPages(file, 'outbox');
  invert(file, places);

  const device = await field().device('outbox');
  // Twice: what comes up in the background between the two must not end the device.
  for (let ask = 0; ask < 2; ask++) {
    const status = await device.reply('sync.status', {});
    expect(status).toMatchObject({ value: { connection: 'attention', problem: { code: 'STORE_FAILED' } } });
    expect(await device.reply('outbox.list', {})).toMatchObject(corrupt);
    expect(await device.reply('session.signOut', {})).toMatchObject(corrupt);
  }
  await device.kill();
  await expectMended(profile, 'outbox', places);
}, 60_000);
