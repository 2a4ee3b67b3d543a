// Verifies: SYNC-1, SYNC-10
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { always } from '../../core/kernel/predicates.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { Api, newId } from '../server/api.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import { openTestStore } from '../support/device-store.ts';
import { firstMigrations, firstSpecs } from '../support/first-version.ts';
import { DeviceProcess } from './support/device-process.ts';
import { hurried, leadTotal, leadWithNote, outbox, useField } from './support/field.ts';
import { databaseOf, userOf, workOffline } from './support/profiles.ts';
import type { KillPoint } from './support/kill-point.ts';

const field = useField();
/** So much that copying it takes a while. */
const copyBytes = 48 * 1024 * 1024;
const longNote = 'n'.repeat(9_000);

/** Writes everything a database holds into one of the first version's schema, and puts that in its place. */
function turnBack(file: string): void {
  const present = openTestStore(file);
  const old = openTestStore(`${file}.old`, { migrations: firstMigrations, specs: firstSpecs() });
  old.transaction((write) => {
    for (const { name, columns } of firstSpecs()) {
      const rows = present.transaction((read) => read.read({ kind: 'range', table: name, range: { where: always } }));
      const known = (row: Row): Row =>
        Object.fromEntries(columns.map((column) => [column, row[column] ?? null])) as Row;
      write.write(rows.map((row) => ({ op: 'put', table: name, row: known(row) }) as const));
    }
  });
  present.close();
  old.close();
  for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true });
  renameSync(`${file}.old`, file);
}

const points: readonly KillPoint[] = [
  { sql: '^vacuum into', nth: 1, when: 'before' },
  { sql: '^vacuum into', nth: 1, when: 'after' },
  { sql: '^begin immediate', nth: 1, when: 'after' },
  { sql: 'create table|alter table', nth: 1, when: 'half' },
  { sql: 'create table|alter table', nth: 1, when: 'after' },
  { sql: '^commit', nth: 1, when: 'before' },
  { sql: '^commit', nth: 1, when: 'after' },
  { sql: 'create table|alter table', nth: 1, when: 'half' },
];

it('kills during the copy before a migration, and at every step of it, lose nothing', async () => {
  const { profiles, line } = field();
  const profile = join(profiles.path, 'first-version');
  const fresh = await field().syncedDevice('first-version');
  const userId = await userOf(fresh);
  await fresh.stop();
  const file = databaseOf(profile);
  const lead = leadWithNote('Of the first version');
  workOffline(file, userId, (mutate) => {
    mutate('lead.create', lead);
    for (let n = 0; n < 20; n++) mutate('note.add', { id: newId(), leadId: lead.id, body: `${n} ${longNote}` });
    mutate('lead.update', { id: lead.id, changes: { company: { from: null, to: 'Pending' } } });
  });
  turnBack(file);
  line.cut();

  await killDuringCopy(profile);
  for (const killPoint of points) {
    const end = await DeviceProcess.startOrEnd(profiles.path, 'first-version', { killPoint });
    expect({ killPoint, end }).toEqual({ killPoint, end: undefined });
  }
  const device = await field().device('first-version');
  const kept = await outbox(device);
  expect(kept.map(({ name }) => name)).toEqual(['lead.create', ...Array(20).fill('note.add'), 'lead.update']);
  expect(await leadTotal(device)).toBe(1);
  line.mend();
  await hurried(device);
  const owner = await new Api(field().server.url).signIn(adminEmail, adminPassword);
  expect((await owner.get(`/v1/leads/${lead.id}`)).body).toMatchObject({ company: 'Pending' });
  expect((await owner.get(`/v1/leads/${lead.id}/timeline?kinds=note&limit=1`)).body).toMatchObject({ total: 21 });
}, 120_000);

/** Pads the database, starts it, and kills it when a part of the copy is on the disk; then takes the padding away. */
async function killDuringCopy(profile: string): Promise<void> {
  pad(databaseOf(profile), true);
  const backups = join(profile, 'backups');
  const copied = (): number =>
    existsSync(backups) ? Math.max(0, ...readdirSync(backups).map((name) => statSync(join(backups, name)).size)) : 0;
  await DeviceProcess.killedWhen(field().profiles.path, 'first-version', () => copied() > 0);
  expect(copied()).toBeGreaterThan(0);
  expect(copied()).toBeLessThan(copyBytes);
  pad(databaseOf(profile), false);
}

function pad(file: string, isPadded: boolean): void {
  const store = openTestStore(file, { migrations: firstMigrations, specs: firstSpecs() });
  const row = { id: 'padding', value: JSON.stringify('p'.repeat(copyBytes)) };
  store.transaction((transaction) =>
    transaction.write([
      isPadded ? { op: 'put', table: 'deviceState', row } : { op: 'delete', table: 'deviceState', id: 'padding' },
    ]),
  );
  store.close();
}
