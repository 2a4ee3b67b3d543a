import { join } from 'node:path';
import { expect } from 'vitest';
import { idOf } from '../../../core/domain/testing/seed.ts';
import { protocolVersion, type PushRequest } from '../../../core/protocol/sync.ts';
import { deviceSpecs, type RowOf } from '../../../core/schema/tables.ts';
import { openTestStore, temporaryFolder, testMigrations } from '../device-store.ts';
import { memoryHome, Office } from '../office.ts';
import { OfficeDevice, type OfficeHome } from '../office-device.ts';
import { checkLocalRows } from '../simulation/device-oracles.ts';
import { attempt, firstQuantity, firstRows, type Case } from './cases.ts';
import { contentsOf, type Contents } from './file-contents.ts';
import { migrationsOf, OlderStore, specsOf } from './older-version.ts';
import { asNewer, asOlder } from './skewed-homes.ts';

export type Damage = { readonly migration?: (sql: string) => string; readonly opened?: (device: OfficeDevice) => void };

/** Lives one case. @throws when the migrated device and the rebuilt one differ, or work was lost or done twice */
export async function liveThrough({ lack, ...of }: Case, damage: Damage = {}): Promise<void> {
  const folder = temporaryFolder();
  const home = memoryHome(firstRows(of.leads));
  const office = new Office(home);
  const file = join(folder.path, 'migrated.db');
  try {
    const [first, second] = migrationsOf(lack);
    const others = await office.device('olga');
    const oldStore = openTestStore(file, { migrations: [first], specs: specsOf(lack) });
    const old = deviceOn(office, asOlder(home), new OlderStore(oldStore, lack));
    await old.sync();
    attempt(others, of.before, 'olga');
    await others.sync();
    await old.sync();
    attempt(old, of.pending, 'rita');
    const pending = old.rows('outbox');
    const request = old.device.nextPush(protocolVersion);
    attempt(others, of.after, 'olga', of.before.length);
    await others.sync();
    if (of.answerLost && request) await pushed(home, office.now, request);
    old.stop();
    oldStore.close();

    const sql = damage.migration?.(second.sql) ?? second.sql;
    const store = openTestStore(file, { migrations: [first, { ...second, sql }], specs: deviceSpecs });
    const migrated = deviceOn(office, of.newerServer ? asNewer(home) : home, store);
    expect(migrated.rows('outbox')).toEqual(pending);
    // What a migration fills in stands only until rows are compared with the server: no base image has it.
    if (lack.columns.every(({ byDefault }) => byDefault === null)) expectReplayed(migrated, store);
    damage.opened?.(migrated);
    await migrated.sync();
    await migrated.sync();
    expect(migrated.rows('outbox').filter(({ state }) => state !== 'rejected')).toEqual([]);
    expectArrivedOnce(migrated, pending, of);
    migrated.stop();
    store.close();
    expect(contentsOf(file)).toEqual(await rebuilt(office, home, join(folder.path, 'rebuilt.db')));
  } finally {
    await office.close();
    folder.remove();
  }
}

/** SYNC-3 */
function expectReplayed({ device, userId }: OfficeDevice, store: ReturnType<typeof openTestStore>): void {
  checkLocalRows({ device, userId, store: Object.assign(store, { unwatched: store }) });
}

function deviceOn(
  office: Office,
  home: OfficeHome,
  store: ReturnType<typeof openTestStore> | OlderStore,
): OfficeDevice {
  const around = {
    get now() {
      return office.now;
    },
    pass: (ms: number) => office.pass(ms),
    home,
  };
  return new OfficeDevice(around, idOf('rita'), 99, { store, eraseTraces: () => {} });
}

async function pushed(home: OfficeHome, now: number, request: PushRequest): Promise<void> {
  await home.execute('sync.push', { userId: idOf('rita'), request, now, stamp: 'lost' });
}

/** A device of the present version that has never been anything else. */
async function rebuilt(office: Office, home: OfficeHome, file: string): Promise<Contents> {
  const store = openTestStore(file, { migrations: testMigrations });
  const device = deviceOn(office, home, store);
  await device.sync();
  device.stop();
  store.close();
  return contentsOf(file);
}

/** SYNC-2: rows that pending work makes are there, and what it counts was counted once, unless the server refused it. */
function expectArrivedOnce(
  device: OfficeDevice,
  pending: readonly RowOf<'outbox'>[],
  { before, after }: Pick<Case, 'before' | 'after'>,
): void {
  const refused = new Set(device.rows('outbox').map(({ seq }) => seq));
  const arrived = pending.filter(({ seq }) => !refused.has(seq));
  for (const { name, args } of arrived) {
    const { id } = JSON.parse(args) as { id: string };
    if (name === 'note.add') expect(device.row('notes', id)).toBeDefined();
    if (name === 'lead.create') expect(device.row('leads', id)).toBeDefined();
  }
  const counted = arrived.filter(({ name }) => name === 'leadProduct.update').length;
  const others = [...before, ...after].filter(({ kind }) => kind === 'count').length;
  const isTrashed = [...before, ...after].some(({ kind, lead }) => kind === 'trash' && lead === 0);
  if (!isTrashed)
    expect(device.row('leadProducts', idOf('schema line'))!.quantity).toBe(firstQuantity + counted + others);
}
