// Verifies: SYNC-10 — a database of the version before opens with everything in it, pending mutations too, and sends them.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idOf, seedRows } from '../../core/domain/testing/seed.ts';
import { always } from '../../core/kernel/predicates.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { sortableNumber } from '../../core/kernel/sortable-number.ts';
import { protocolVersion } from '../../core/protocol/sync.ts';
import { Device } from '../../electron/data/device.ts';
import type { SqliteStore } from '../../electron/data/sqlite-store.ts';
import { openTestStore, temporaryFolder } from '../support/device-store.ts';
import { firstMigrations, firstSpecs } from '../support/first-version.ts';

const now = Date.UTC(2026, 0, 15, 10);
const clientId = '01900000-0000-7000-8000-000000000001';

const mutations = [
  { name: 'lead.update', args: { id: idOf('lead'), changes: { company: { from: 'Before', to: 'Pending' } } } },
  { name: 'note.add', args: { id: idOf('note'), leadId: idOf('lead'), body: 'Written before the update' } },
].map((mutation, i) => ({ ...mutation, seq: i + 1, at: now + i }));

const lead: Row = {
  ...{ id: idOf('lead'), version: 5, lastName: 'Anders', company: 'Before', phones: '[]', currency: 'EUR' },
  ...{ pipelineId: idOf('sales'), stageId: idOf('sales-new'), stageSince: now, status: 'open', state: 'active' },
  ...{ priority: 'medium', assigneeId: idOf('rita'), createdAt: now, createdBy: idOf('olga'), updatedAt: now },
};

/** What a device of the first version leaves on the disk: confirmed rows, two mutations not yet sent, their effect. */
function writeFirstVersion(store: SqliteStore): void {
  const fact = (id: string, value: unknown) => ({ table: 'deviceState', row: { id, value: JSON.stringify(value) } });
  const image = (entity: string, entityId: string, row: Row | null) => ({
    table: 'baseImages',
    row: { id: `${entity}:${entityId}`, entity, entityId, image: row && JSON.stringify(row) },
  });
  const note = { id: idOf('note'), version: 0, leadId: idOf('lead'), authorId: idOf('rita'), createdAt: now + 1 };
  const journal = { seq: 0, name: 'note.add', args: '{}', at: now - 1000, clientId };
  const rows = [
    ...seedRows(now - 1000).map(({ table, row }) => ({ table, row: { ...row, version: 4 } })),
    { table: 'leads', row: { ...lead, company: 'Pending' } },
    { table: 'notes', row: { ...note, body: 'Written before the update' } },
    image('leads', idOf('lead'), lead),
    image('notes', idOf('note'), null),
    ...mutations.map(({ seq, name, args, at }) => ({
      table: 'outbox',
      row: {
        ...{ id: sortableNumber(seq), seq, name, args: JSON.stringify(args), at, state: 'pending', error: null },
        touched: JSON.stringify({ keys: [`leads:${idOf('lead')}`], tables: [] }),
      },
    })),
    { table: 'journal', row: { id: `${clientId}:${sortableNumber(0)}`, ...journal } },
    fact('clientId', clientId),
    fact('counter', { seq: 2, at: now + 1 }),
    fact('cursor', { version: 5, stamp: 'stamp' }),
  ];
  store.transaction((transaction) => transaction.write(rows.map((row) => ({ op: 'put', ...row }) as const)));
}

describe('a database of the first version', () => {
  let directory: ReturnType<typeof temporaryFolder>;
  let file: string;
  beforeEach(() => {
    directory = temporaryFolder();
    file = join(directory.path, 'outpost.db');
    const store = openTestStore(file, { migrations: firstMigrations, specs: firstSpecs() });
    writeFirstVersion(store);
    store.close();
  });
  afterEach(() => directory.remove());

  const rowsIn = (store: SqliteStore, table: string): readonly Row[] =>
    store.transaction((transaction) => transaction.read({ kind: 'range', table, range: { where: always } }));
  const deviceOn = (store: SqliteStore): Device => {
    const ports = { store, now: () => now + 60_000, random: (length: number) => new Uint8Array(length).fill(3) };
    return new Device({ ...ports, onCommit: () => {}, onDeparted: () => {} }, { userId: idOf('rita'), mode: 'synced' });
  };

  it('keeps every cell that it held', () => {
    const specs = firstSpecs();
    const old = openTestStore(file, { migrations: firstMigrations, specs });
    const before = new Map(specs.map(({ name }) => [name, rowsIn(old, name)]));
    old.close();
    const store = openTestStore(file);
    for (const { name, columns } of specs) {
      const known = (row: Row): unknown => Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
      expect(rowsIn(store, name).map(known)).toEqual(before.get(name)!.map(known));
    }
    store.close();
  });

  it('sends what was pending, unchanged and in order, and goes on working', () => {
    const store = openTestStore(file);
    const device = deviceOn(store);
    expect(device.nextPush(protocolVersion)).toMatchObject({ clientId, mutations });
    device.mutate('note.add', { id: idOf('later'), leadId: idOf('lead'), body: 'Written after the update' });
    expect(device.nextPush(protocolVersion)!.mutations.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    // Nothing that this version knows more of has been compared yet.
    expect(device.work().auditDue).toBe(true);
    store.close();
  });

  it('takes back the effect of what the server refuses, and keeps its content', () => {
    const store = openTestStore(file);
    const device = deviceOn(store);
    const error = { code: 'FORBIDDEN', details: {} } as const;
    const outcomes = [
      { seq: 1, outcome: { kind: 'rejected', error } as const },
      { seq: 2, outcome: { kind: 'applied' } as const },
    ];
    device.pushAnswered({ outcomes, lastSeq: 2, now }, { sentAt: now, receivedAt: now });
    expect(rowsIn(store, 'leads').find(({ id }) => id === lead.id)).toMatchObject({ company: 'Before' });
    expect(rowsIn(store, 'notes')).toHaveLength(1);
    expect(device.outbox(10).map(({ state }) => state)).toEqual(['rejected', 'answered']);
    store.close();
  });
});
