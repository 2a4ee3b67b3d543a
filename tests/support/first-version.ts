// What a device of the first version leaves on a disk: for whatever must still open it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { idOf, seedRows } from '../../core/domain/testing/seed.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { sortableNumber } from '../../core/kernel/sortable-number.ts';
import type { TableSpec } from '../../core/kernel/store.ts';
import { deviceSpecs } from '../../core/schema/tables.ts';
import { openTestStore, testMigrations } from './device-store.ts';

/** When it was written. */
export const firstVersionMs = Date.UTC(2026, 0, 15, 10);
const now = firstVersionMs;
export const firstClientId = '01900000-0000-7000-8000-000000000001';
const folder = fileURLToPath(new URL('../../migrations/', import.meta.url));

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

/** Not yet sent. */
export const firstMutations = [
  { name: 'lead.update', args: { id: idOf('lead'), changes: { company: { from: 'Before', to: 'Pending' } } } },
  { name: 'note.add', args: { id: idOf('note'), leadId: idOf('lead'), body: 'Written before the update' } },
].map((mutation, i) => ({ ...mutation, seq: i + 1, at: now + i }));

export const firstLead: Row = {
  ...{ id: idOf('lead'), version: 5, lastName: 'Anders', company: 'Before', phones: '[]', currency: 'EUR' },
  ...{ pipelineId: idOf('sales'), stageId: idOf('sales-new'), stageSince: now, status: 'open', state: 'active' },
  ...{ priority: 'medium', assigneeId: idOf('rita'), createdAt: now, createdBy: idOf('olga'), updatedAt: now },
};

/**
 * Makes a database of the first version: confirmed rows, two mutations not yet sent, their effect.
 * @param more confirmed rows beside them
 */
export function writeFirstVersion(
  file: string,
  more: readonly { readonly table: string; readonly row: Row }[] = [],
): void {
  const first = testMigrations.filter(({ version }) => version === 1);
  const store = openTestStore(file, { migrations: first, specs: firstSpecs() });
  const fact = (id: string, value: unknown) => ({ table: 'deviceState', row: { id, value: JSON.stringify(value) } });
  const image = (entity: string, entityId: string, row: Row | null) => ({
    table: 'baseImages',
    row: { id: `${entity}:${entityId}`, entity, entityId, image: row && JSON.stringify(row) },
  });
  const note = { id: idOf('note'), version: 0, leadId: idOf('lead'), authorId: idOf('rita'), createdAt: now + 1 };
  const journal = { seq: 0, name: 'note.add', args: '{}', at: now - 1000, clientId: firstClientId };
  const rows = [
    ...seedRows(now - 1000).map(({ table, row }) => ({ table, row: { ...row, version: 4 } })),
    { table: 'leads', row: { ...firstLead, company: 'Pending' } },
    { table: 'notes', row: { ...note, body: 'Written before the update' } },
    image('leads', idOf('lead'), firstLead),
    image('notes', idOf('note'), null),
    ...firstMutations.map(({ seq, name, args, at }) => ({
      table: 'outbox',
      row: {
        ...{ id: sortableNumber(seq), seq, name, args: JSON.stringify(args), at, state: 'pending', error: null },
        touched: JSON.stringify({ keys: [`leads:${idOf('lead')}`], tables: [] }),
      },
    })),
    { table: 'journal', row: { id: `${firstClientId}:${sortableNumber(0)}`, ...journal } },
    fact('clientId', firstClientId),
    fact('counter', { seq: 2, at: now + 1 }),
    fact('cursor', { version: 5, stamp: 'stamp' }),
  ];
  store.transaction((transaction) =>
    transaction.write([...rows, ...more].map((row) => ({ op: 'put', ...row }) as const)),
  );
  store.close();
}
