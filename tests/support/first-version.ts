import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TableSpec } from '../../core/kernel/store.ts';
import { deviceSpecs } from '../../core/schema/tables.ts';
import { testMigrations } from './device-store.ts';

const folder = fileURLToPath(new URL('../../migrations/', import.meta.url));

/** What made the database of the first version. */
export const firstMigrations = testMigrations.filter(({ version }) => version === 1);

/** The first version's tables and columns: those of today without what later migrations add. */
export function firstSpecs(): TableSpec[] {
  const later = ['domain', 'device', 'search'].flatMap((part) =>
    readdirSync(join(folder, part))
      .filter((name) => name.endsWith('.sqlite.sql') && !name.startsWith('0001'))
      .map((name) => readFileSync(join(folder, part, name), 'utf8')),
  );
  const sql = later.join('\n');
  const tables = new Set([...sql.matchAll(/CREATE TABLE "(\w+)"/g)].map(([, table]) => table));
  const columns = new Set([...sql.matchAll(/ALTER TABLE "(\w+)" ADD COLUMN "(\w+)"/g)].map(([, t, c]) => `${t}.${c}`));
  return deviceSpecs
    .filter(({ name }) => !tables.has(name))
    .map((spec) => ({ ...spec, columns: spec.columns.filter((column) => !columns.has(`${spec.name}.${column}`)) }));
}
