// Verifies: SYNC-9
import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Api } from '../server/api.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { hasPostgres } from '../support/postgres-database.ts';
import { findPostgres } from '../support/postgres.ts';
import { queryPostgres } from '../support/postgres-query.ts';
import type { DeviceProcess } from './support/device-process.ts';
import { Field, hurried, leadTotal, leadWithNote, synced } from './support/field.ts';

let field: Field;
let databaseUrl: string;
beforeAll(async () => {
  if (!hasPostgres) return;
  databaseUrl = (await freshDatabase('postgres', 'restored'))!;
  field = await Field.start({ databaseUrl });
});
afterAll(() => field?.end());

/** A program of PostgreSQL's: the folder that was found may hold no more than links to the server's own. */
const program = (name: string): string => join(dirname(realpathSync(join(findPostgres()!, 'initdb'))), name);

/** Makes the database again as the operator's backup has it. */
async function restore(backup: string): Promise<void> {
  const { pathname } = new URL(databaseUrl);
  const elsewhere = databaseUrl.replace(pathname, '/postgres');
  const name = pathname.slice(1);
  await queryPostgres(elsewhere, [`drop database "${name}" with (force)`, `create database "${name}"`]);
  execFileSync(program('pg_restore'), ['--dbname', databaseUrl, '--exit-on-error', backup], { stdio: 'pipe' });
}

async function create(device: DeviceProcess, ...names: string[]): Promise<void> {
  for (const name of names) await device.call('mutate', { name: 'lead.create', args: leadWithNote(name) });
}

async function totalOnServer(): Promise<number> {
  const owner = await new Api(field.server.url).signIn(adminEmail, adminPassword);
  return (await owner.get<{ total: number }>('/v1/leads?limit=1')).body.total;
}

it('PostgreSQL restored from yesterday’s dump gets back what devices ahead of it hold; one that was behind follows', async ({
  skip,
}) => {
  if (!hasPostgres) return skip('no PostgreSQL');
  const ahead = await field.syncedDevice('ahead');
  const behind = await field.syncedDevice('behind');
  await create(ahead, 'Yesterday 1', 'Yesterday 2');
  await synced(ahead);
  await hurried(behind);
  await behind.stop();
  const backup = join(field.profiles.path, 'yesterday.dump');
  // The server goes on serving meanwhile.
  execFileSync(program('pg_dump'), ['--format=custom', '--file', backup, databaseUrl], { stdio: 'pipe' });
  await create(ahead, 'Today 1', 'Today 2', 'Today 3');
  await synced(ahead);
  await ahead.stop();
  await field.whileServerIsDown(() => restore(backup));
  expect(await totalOnServer()).toBe(2);

  const late = await field.device('behind');
  await hurried(late);
  expect(await leadTotal(late)).toBe(2);
  await create(late, 'After the restore');
  await synced(late);
  const back = await field.device('ahead');
  await expect.poll(totalOnServer, { timeout: 30_000 }).toBe(6);
  await hurried(back);
  await hurried(late);
  await expect.poll(() => leadTotal(back), { timeout: 20_000 }).toBe(6);
  await expect.poll(() => leadTotal(late), { timeout: 20_000 }).toBe(6);
}, 120_000);
