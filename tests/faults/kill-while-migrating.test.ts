import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { idOf } from '../../core/domain/testing/seed.ts';
import { protocolVersion } from '../../core/protocol/sync.ts';
import { Device } from '../../electron/data/device.ts';
import { leadRow, openTestStore, temporaryFolder, testKey, testMigrations } from '../support/device-store.ts';
import { firstMutations, firstVersionMs, writeFirstVersion } from '../support/first-version.ts';
import { openEncrypted } from '../../electron/data/sqlite-connection.ts';

// Verifies: SYNC-1, SYNC-10

/** So many that the copy before a migration takes a while. */
const leads = 20_000;
let folder: ReturnType<typeof temporaryFolder>;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, 'outpost.db');
  const description = 'd'.repeat(500);
  writeFirstVersion(
    file,
    Array.from({ length: leads }, (_, i) => ({ table: 'leads', row: leadRow(i, { description }) })),
  );
}, 60_000);
afterEach(() => folder.remove());

const main = join(import.meta.dirname, 'support/open-main.ts');

/** @returns whether the database was opened before the kill */
async function openAndKill(afterMs: number): Promise<boolean> {
  const child = fork(main, [file], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
  const exited = once(child, 'exit');
  let opened = false;
  child.on('message', ({ kind }: { kind: string }) => (opened ||= kind === 'opened'));
  await once(child, 'message');
  await Promise.race([pause(afterMs), exited]);
  child.kill('SIGKILL');
  await exited;
  return opened;
}

function version(): number {
  const db = openEncrypted(file, testKey);
  const found = Number(db.pragma('user_version', { simple: true }));
  db.close();
  return found;
}

const newest = testMigrations.at(-1)!.version;

it('is migrated in the end, with all it held and all that waits, however often it is killed meanwhile', async () => {
  let kills = 0;
  let copies = 0;
  for (let afterMs = 1; !(await openAndKill(afterMs)); afterMs = Math.ceil(afterMs * 1.6)) {
    kills++;
    // Each step is whole: what stands in the file is a version that was, not half of the next.
    expect(testMigrations.map((migration) => migration.version)).toContain(version());
    const backups = join(folder.path, 'backups');
    if (existsSync(backups) && readdirSync(backups).length > 0) copies++;
    expect(kills).toBeLessThan(40);
  }
  expect(kills).toBeGreaterThanOrEqual(3);
  expect(copies).toBeGreaterThan(0);
  expect(version()).toBe(newest);
  const store = openTestStore(file);
  const count = { kind: 'count', table: 'leads', where: { kind: 'always' } } as const;
  expect(store.transaction((transaction) => transaction.read(count))[0]!['count']).toBe(leads + 1);
  const ports = { store, now: () => firstVersionMs + 60_000, random: (length: number) => new Uint8Array(length) };
  const device = new Device(
    { ...ports, onCommit: () => {}, onDeparted: () => {} },
    { userId: idOf('rita'), mode: 'synced' },
  );
  expect(device.nextPush(protocolVersion)).toMatchObject({ mutations: firstMutations });
  store.close();
}, 120_000);
