// Verifies: SYNC-10 — a database of the version before opens with everything in it, pending mutations too, and sends them.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idOf } from '../../core/domain/testing/seed.ts';
import { always } from '../../core/kernel/predicates.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { protocolVersion } from '../../core/protocol/sync.ts';
import { Device } from '../../electron/data/device.ts';
import type { SqliteStore } from '../../electron/data/sqlite-store.ts';
import { openTestStore, temporaryFolder, testMigrations } from '../support/device-store.ts';
import {
  firstClientId,
  firstLead,
  firstMutations,
  firstSpecs,
  firstVersionMs,
  writeFirstVersion,
} from '../support/first-version.ts';

describe('a database of the first version', () => {
  let directory: ReturnType<typeof temporaryFolder>;
  let file: string;
  beforeEach(() => {
    directory = temporaryFolder();
    file = join(directory.path, 'outpost.db');
    writeFirstVersion(file);
  });
  afterEach(() => directory.remove());

  const rowsIn = (store: SqliteStore, table: string): readonly Row[] =>
    store.transaction((transaction) => transaction.read({ kind: 'range', table, range: { where: always } }));
  const deviceOn = (store: SqliteStore): Device => {
    const ports = {
      store,
      now: () => firstVersionMs + 60_000,
      random: (length: number) => new Uint8Array(length).fill(3),
    };
    return new Device({ ...ports, onCommit: () => {}, onDeparted: () => {} }, { userId: idOf('rita'), mode: 'synced' });
  };

  it('keeps every cell that it held', () => {
    const specs = firstSpecs();
    const old = openTestStore(file, { migrations: testMigrations.filter(({ version }) => version === 1), specs });
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
    expect(device.nextPush(protocolVersion)).toMatchObject({ clientId: firstClientId, mutations: firstMutations });
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
    const roundTrip = { sentAt: firstVersionMs, receivedAt: firstVersionMs };
    device.pushAnswered({ outcomes, lastSeq: 2, now: firstVersionMs }, roundTrip);
    expect(rowsIn(store, 'leads').find(({ id }) => id === firstLead.id)).toMatchObject({ company: 'Before' });
    expect(rowsIn(store, 'notes')).toHaveLength(1);
    expect(device.outbox(10).map(({ state }) => state)).toEqual(['rejected', 'answered']);
    store.close();
  });
});
