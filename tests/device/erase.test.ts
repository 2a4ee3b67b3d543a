import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mulberry32 } from '../../core/kernel/seeded-random.ts';
import { searchIds } from '../../core/queries/define-query.ts';
import type { SqliteStore } from '../../electron/data/sqlite-store.ts';
import { noteRow, openTestStore, temporaryFolder, testId, testKey } from '../support/device-store.ts';

describe('erasing what has left the scope (Verifies: SYNC-8)', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'outpost.db');
  });
  afterEach(() => folder.remove());

  /** Trigrams that any segment of the index still holds, as SQLite stores them, tombstones included. */
  const segmentsHold = (text: string): boolean => {
    const db = new Database(file);
    db.pragma(`cipher = 'chacha20'`);
    db.pragma(`key = "x'${testKey.toString('hex')}'"`);
    const blocks = db.prepare('select block from "notesSearch_data" where id > 10').pluck().all() as Buffer[];
    db.close();
    return blocks.some((block) => block.includes(text));
  };
  const fill = (store: SqliteStore): void => {
    for (let batch = 0; batch < 8; batch++) {
      const rows = Array.from({ length: 50 }, (_, i) => noteRow(batch * 50 + i, `ordinary text ${batch} ${i}`));
      store.transaction((transaction) => transaction.write(rows.map((row) => ({ op: 'put', table: 'notes', row }))));
    }
    store.transaction((transaction) => transaction.write([{ op: 'put', table: 'notes', row: noteRow(9000, 'xqz') }]));
  };
  /** More index than is merged at once. */
  const fillMore = (store: SqliteStore): void => {
    const random = mulberry32(1);
    const letters = (length: number) =>
      Array.from({ length }, () =>
        String.fromCodePoint(97 + Math.floor(random() * 26), 48 + Math.floor(random() * 10)),
      );
    for (let i = 0; i < 80; i++) {
      const row = noteRow(10_000 + i, letters(5000).join(''));
      store.transaction((transaction) => transaction.write([{ op: 'put', table: 'notes', row }]));
    }
  };
  const forget = (store: SqliteStore): void =>
    store.transaction((transaction) => transaction.write([{ op: 'delete', table: 'notes', id: testId(9000) }]));

  it('leaves nothing of it in the index, and everything else', () => {
    const store = openTestStore(file);
    fill(store);
    expect(segmentsHold('xqz')).toBe(true);
    forget(store);
    expect(segmentsHold('xqz')).toBe(true);
    store.eraseTraces();
    expect(store.query(searchIds({ table: 'notes', term: 'ordinary', limit: 2000 }))).toHaveLength(400);
    store.close();
    expect(segmentsHold('xqz')).toBe(false);
  });

  it('goes on at the next start when it was cut off, and once more when something goes meanwhile', () => {
    const slices: (() => boolean)[] = [];
    const store = openTestStore(file, { scheduleIdle: (slice) => slices.push(slice) });
    fill(store);
    fillMore(store);
    store.eraseTraces();
    forget(store);
    store.eraseTraces();
    expect(slices).toHaveLength(1);
    store.close();
    expect(slices[0]!()).toBe(false);
    openTestStore(file).close();
    expect(segmentsHold('xqz')).toBe(false);
  });
});
