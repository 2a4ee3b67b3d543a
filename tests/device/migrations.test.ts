import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIndexes } from '../../core/schema/ddl.ts';
import { deviceSpecs, domainTables } from '../../core/schema/tables.ts';
import type { StoreError } from '../../electron/data/store-error.ts';
import { leadRow, openTestStore, temporaryFolder, testId, testMigrations } from '../support/device-store.ts';

const next = testMigrations.length + 1;

describe('migrations of a device', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'outpost.db');
    const store = openTestStore(file);
    store.transaction((transaction) =>
      transaction.write([{ op: 'put', table: 'leads', row: leadRow(1, { lastName: 'Kept' }) }]),
    );
    store.close();
  });
  afterEach(() => folder.remove());

  const lastName = (): unknown => {
    const store = openTestStore(file);
    const rows = store.transaction((transaction) => transaction.read({ kind: 'get', table: 'leads', id: testId(1) }));
    store.close();
    return rows[0]?.['lastName'];
  };

  it('build every column and index of the schema', () => {
    const store = openTestStore(file);
    for (const spec of deviceSpecs) {
      // Names every column; a missing one is an error.
      expect(
        store.transaction((transaction) =>
          transaction.read({ kind: 'range', table: spec.name, range: { where: { kind: 'never' } } }),
        ),
      ).toEqual([]);
    }
    store.close();
    expect(Object.values(domainTables).flatMap((table) => createIndexes(table, 'sqlite')).length).toBeGreaterThan(20);
  });

  it('one that fails half way leaves the database as it was, with its rows, and can be repaired', () => {
    const broken = {
      version: next,
      sql: `update leads set "lastName" = 'Lost'; create table half (x); insert into nowhere values (1)`,
    };
    expect(() => openTestStore(file, { migrations: [...testMigrations, broken] })).toThrow('nowhere');
    expect(lastName()).toBe('Kept');
    const mended = { version: next, sql: `update leads set "lastName" = 'Moved'; create table half (x)` };
    openTestStore(file, { migrations: [...testMigrations, mended] }).close();
    // The application that does not know the migration refuses the database instead of guessing.
    const open = (): unknown => openTestStore(file);
    expect(open).toThrow(expect.objectContaining({ code: 'STORE_TOO_NEW' satisfies StoreError['code'] }));
  });

  it('copy the database, encrypted, before they change it', () => {
    const copy = join(folder.path, 'backups', `outpost.db.v${testMigrations.length}`);
    expect(existsSync(copy)).toBe(false);
    openTestStore(file, {
      migrations: [...testMigrations, { version: next, sql: `update leads set "lastName" = 'Moved'` }],
    }).close();
    expect(readFileSync(copy).includes('SQLite format 3')).toBe(false);
    const before = openTestStore(copy);
    const rows = before.transaction((transaction) => transaction.read({ kind: 'get', table: 'leads', id: testId(1) }));
    expect(rows[0]?.['lastName']).toBe('Kept');
    before.close();
  });

  it('those copies go with the traces of what left the scope', () => {
    const migrations = [...testMigrations, { version: next, sql: 'select 1' }];
    const store = openTestStore(file, { migrations });
    const copy = join(folder.path, 'backups', `outpost.db.v${testMigrations.length}`);
    expect(existsSync(copy)).toBe(true);
    store.eraseTraces();
    store.close();
    expect(existsSync(copy)).toBe(false);
  });
});
