import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { normalizeText } from '../../core/schema/normalize.ts';
import { searchIds, type TextSearch } from '../../core/queries/define-query.ts';
import type { SqliteStore } from '../../electron/data/sqlite-store.ts';
import { leadRow, noteRow, openTestStore, temporaryFolder, testId } from '../support/device-store.ts';

describe('full text on the device', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  let store: SqliteStore;
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'outpost.db');
    store = openTestStore(file);
    put(
      'leads',
      leadRow(1, { firstName: 'Zoë', lastName: 'Müller', company: 'Straßenbau AG', email: 'zoe@example.com' }),
    );
    put('leads', leadRow(2, { firstName: 'Ann', lastName: 'Hermüller', phones: '["+49 (170) 123-4567"]' }));
    put('leads', leadRow(3, { firstName: 'Li', lastName: 'Wu', company: 'O"Hara & Sons' }));
    put('notes', noteRow(4, 'Called about the résumé of the façade works'));
  });
  afterEach(() => {
    store.close();
    folder.remove();
  });

  const put = (table: 'leads' | 'notes', row: ReturnType<typeof leadRow>): void =>
    store.transaction((transaction) => transaction.write([{ op: 'put', table, row }]));
  const search = (text: string, more: Partial<TextSearch> = {}): readonly string[] =>
    store.query(searchIds({ table: 'leads', term: normalizeText(text), limit: 10, ...more }));

  it('finds words anywhere, whatever their accents and case', () => {
    expect(search('MULLER')).toEqual([testId(1), testId(2)]);
    expect(search('müller')).toEqual([testId(1), testId(2)]);
    expect(search('strassen')).toEqual([testId(1)]);
    expect(search('resume facade', { table: 'notes' })).toEqual([testId(4)]);
  });

  it('wants every word, in any order, short ones too', () => {
    expect(search('muller ann')).toEqual([testId(2)]);
    expect(search('muller zo')).toEqual([testId(1)]);
    expect(search('wu')).toEqual([testId(3)]);
    expect(search('muller wu')).toEqual([]);
  });

  it('puts the beginning of a word before its middle', () => {
    expect(search('mull')[0]).toBe(testId(1));
  });

  it('finds telephone numbers with and without punctuation', () => {
    expect(search('491701234567')).toEqual([testId(2)]);
    expect(search('(170) 123')).toEqual([testId(2)]);
  });

  it('takes quotes and operators for text', () => {
    expect(search('o"hara')).toEqual([testId(3)]);
    expect(search('a" OR "b')).toEqual([]);
    expect(search('NEAR(mul')).toEqual([]);
    expect(search('mul*')).toEqual([]);
  });

  it('tolerates typos when asked to', () => {
    expect(search('hermüler')).toEqual([]);
    expect(search('hermüler', { fuzzy: true })[0]).toBe(testId(2));
    expect(search('zz', { fuzzy: true })).toEqual([]);
  });

  it('follows changes and deletions', () => {
    store.transaction((transaction) =>
      transaction.write([{ op: 'patch', table: 'leads', id: testId(1), set: { lastName: 'Schmidt' } }]),
    );
    expect(search('muller')).toEqual([testId(2)]);
    expect(search('schmidt')).toEqual([testId(1)]);
    store.transaction((transaction) => transaction.write([{ op: 'delete', table: 'leads', id: testId(1) }]));
    expect(search('schmidt')).toEqual([]);
    expect(search('smidt', { fuzzy: true })).toEqual([]);
  });

  it('is the same after a bulk load, and follows what is edited before and during the rebuild', () => {
    store.close();
    const slices: (() => boolean)[] = [];
    store = openTestStore(file, { schedule: (slice) => slices.push(slice) });
    store.beginBulkLoad();
    const rows = Array.from({ length: 9000 }, (_, i) => leadRow(100 + i, { lastName: `Bulk${i}` }));
    store.transaction((transaction) => transaction.write(rows.map((row) => ({ op: 'put', table: 'leads', row }))));
    put('leads', leadRow(2, { lastName: 'Edited' }));
    store.finishBulkLoad();
    for (let n = 0; slices[0]!(); n++) {
      put('leads', leadRow(100 + n, { lastName: `Early${n}x` }));
      put('leads', leadRow(8900 + n, { lastName: `Late${n}x` }));
      store.transaction((transaction) => transaction.write([{ op: 'delete', table: 'leads', id: testId(200 + n) }]));
      put('leads', leadRow(20_000 + n, { lastName: `New${n}x` }));
    }
    expect(store.isRebuilding()).toBe(false);
    for (const text of ['muller', 'edited', 'bulk5000', 'early0x', 'late0x', 'new0x', 'early3x', 'late3x', 'new3x']) {
      expect({ text, found: search(text).length }).toEqual({ text, found: 1 });
    }
    // What was edited or deleted meanwhile is not found under its old name.
    expect(search('hermuller')).toEqual([]);
    expect(search('bulk0').every(isLive)).toBe(true);
    expect(search('bulk8800')).toEqual([]);
  });

  const isLive = (id: string): boolean =>
    store.transaction((transaction) => transaction.read({ kind: 'get', table: 'leads', id })).length === 1;

  it('is completed when the store opens after a crash during a bulk load', () => {
    store.beginBulkLoad();
    put('leads', leadRow(5, { lastName: 'Zanzibar' }));
    // Without the index the texts themselves are looked through.
    expect(search('zanzibar')).toEqual([testId(5)]);
    store.close();
    store = openTestStore(file);
    expect(search('zanzibar')).toEqual([testId(5)]);
    expect(store.isRebuilding()).toBe(false);
    store.beginBulkLoad();
    store.finishBulkLoad();
    expect(search('zanzibar')).toEqual([testId(5)]);
  });
});
