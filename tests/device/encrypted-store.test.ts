import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoreError } from '../../electron/data/store-error.ts';
import { leadRow, noteRow, openTestStore, temporaryFolder, testId, testMigrations } from '../support/device-store.ts';

const secret = 'quetzalcoatl';

describe('the encrypted store', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'outpost.db');
  });
  afterEach(() => folder.remove());

  const codeOf = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      return (error as StoreError).code;
    }
    return 'nothing thrown';
  };
  const containsPlaintext = (text: string): string[] =>
    readdirSync(folder.path).filter((name) => readFileSync(join(folder.path, name)).includes(text));

  it('writes nothing readable: neither header nor content, in no file, while open and closed', () => {
    const store = openTestStore(file);
    store.transaction((transaction) =>
      transaction.write([
        { op: 'put', table: 'leads', row: leadRow(1, { lastName: secret }) },
        { op: 'put', table: 'notes', row: noteRow(2, `about ${secret}`) },
      ]),
    );
    expect(readdirSync(folder.path)).toContain('outpost.db-wal');
    expect(containsPlaintext(secret)).toEqual([]);
    expect(containsPlaintext('CREATE TABLE')).toEqual([]);
    store.copyTo(join(folder.path, 'copy.db'));
    store.close();
    expect(containsPlaintext(secret)).toEqual([]);
    expect(containsPlaintext('SQLite format 3')).toEqual([]);
    expect(readFileSync(file).length).toBeGreaterThan(4096);
    const copy = openTestStore(join(folder.path, 'copy.db'));
    const found = copy.transaction((transaction) => transaction.read({ kind: 'get', table: 'leads', id: testId(1) }));
    copy.close();
    expect(found[0]?.['lastName']).toBe(secret);
  });

  it('refuses another key and leaves the file as it is', () => {
    openTestStore(file).close();
    const before = readFileSync(file);
    expect(codeOf(() => openTestStore(file, { key: Buffer.alloc(32, 8) }))).toBe('STORE_CORRUPT');
    expect(readFileSync(file)).toEqual(before);
    openTestStore(file).close();
  });

  it('refuses a file that is no database and leaves it as it is', () => {
    writeFileSync(file, 'not a database '.repeat(1000));
    expect(codeOf(() => openTestStore(file))).toBe('STORE_CORRUPT');
    expect(readFileSync(file, 'utf8')).toBe('not a database '.repeat(1000));
  });

  it('never takes a damaged page for data', () => {
    const store = openTestStore(file);
    const rows = Array.from({ length: 500 }, (_, i) => leadRow(i, { lastName: `Lead ${i}` }));
    store.transaction((transaction) => transaction.write(rows.map((row) => ({ op: 'put', table: 'leads', row }))));
    store.close();
    const bytes = readFileSync(file);
    // One bit of every page but the first.
    for (let page = 4096; page < bytes.length; page += 4096) bytes[page + 100]! ^= 1;
    writeFileSync(file, bytes);
    const readAll = (): void => {
      const damaged = openTestStore(file);
      try {
        damaged.transaction((transaction) =>
          transaction.read({ kind: 'range', table: 'leads', range: { where: { kind: 'always' } } }),
        );
      } finally {
        damaged.close();
      }
    };
    expect(codeOf(readAll)).toBe('STORE_CORRUPT');
    expect(existsSync(file)).toBe(true);
  });

  it('finds damage anywhere when asked to verify', () => {
    const store = openTestStore(file);
    store.verify();
    store.close();
    const bytes = readFileSync(file);
    bytes[bytes.length - 200]! ^= 1;
    writeFileSync(file, bytes);
    expect(
      codeOf(() => {
        const damaged = openTestStore(file);
        try {
          damaged.verify();
        } finally {
          damaged.close();
        }
      }),
    ).toBe('STORE_CORRUPT');
  });

  it.skipIf(process.getuid?.() === 0)('says when the file cannot be written', () => {
    openTestStore(file).close();
    chmodSync(file, 0o400);
    expect(codeOf(() => openTestStore(file))).toBe('STORE_READ_ONLY');
  });

  it('says when the disk is full, keeps what was saved, and goes on once there is room', () => {
    // SQLite's own limit for the connection stands in for the disk's.
    const pages = (limit: number): { version: number; sql: string } => ({
      version: testMigrations.length + 1,
      sql: `pragma max_page_count = ${limit}`,
    });
    const store = openTestStore(file, { migrations: [...testMigrations, pages(600)] });
    const write = (at: number): void =>
      store.transaction((transaction) => {
        const rows = Array.from({ length: 200 }, (_, i) => leadRow(at + i, { description: 'x'.repeat(2000) }));
        transaction.write(rows.map((row) => ({ op: 'put', table: 'leads', row })));
      });
    const count = (): number =>
      store.transaction((transaction) =>
        transaction.read({ kind: 'range', table: 'leads', range: { where: { kind: 'always' } } }),
      ).length;
    write(0);
    expect(codeOf(() => [1, 2, 3, 4, 5].forEach((n) => write(n * 1000)))).toBe('DISK_FULL');
    const saved = count();
    expect(saved % 200).toBe(0);
    expect(saved).toBeGreaterThan(0);
    store.transaction((transaction) => transaction.write([{ op: 'delete', table: 'leads', id: testId(1) }]));
    expect(count()).toBe(saved - 1);
    store.close();
  });

  it('creates files that only their owner can read', () => {
    const store = openTestStore(file);
    store.transaction((transaction) => transaction.write([{ op: 'put', table: 'leads', row: leadRow(1) }]));
    expect((statMode(file) & 0o077) | (statMode(`${file}-wal`) & 0o077)).toBe(0);
    store.close();
  });

  it('rolls back everything of a transaction that throws, and refuses nesting', () => {
    const store = openTestStore(file);
    const write = (): void =>
      store.transaction((transaction) => {
        transaction.write([{ op: 'put', table: 'leads', row: leadRow(1) }]);
        throw new Error('half way');
      });
    expect(write).toThrow('half way');
    expect(
      store.transaction((transaction) => transaction.read({ kind: 'get', table: 'leads', id: testId(1) })),
    ).toEqual([]);
    expect(() => store.transaction(() => store.transaction(() => {}))).toThrow('nest');
    store.close();
  });
});

function statMode(path: string): number {
  return process.platform === 'win32' ? 0 : statSync(path).mode;
}
