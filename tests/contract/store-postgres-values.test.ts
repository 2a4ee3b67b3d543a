import { describe, expect, test } from 'vitest';
import type { Row } from '../../core/kernel/rows.ts';
import { safeNumber } from '../../server/store/postgres/connection-pool.ts';
import { hasPostgres } from '../support/postgres-database.ts';
import { call } from './store-operations.ts';
import { created, member, put, TestServers } from './store-postgres-servers.ts';

function note(id: string, body: string): Row {
  return { id, leadId: 'l1', authorId: 'u1', body, createdAt: 1 };
}

describe.skipIf(!hasPostgres)('values and texts on PostgreSQL', () => {
  const servers = new TestServers();

  test('numbers and truth values arrive as on SQLite, and what cannot be held exactly is refused', async () => {
    const store = await created(await servers.start(), 'numbers');
    expect(await call(store, 'test.numbers', {})).toEqual([{ count: 0, sum: null, flag: 0 }]);
    expect(['1', '-12', '0.5', '9007199254740991'].map(safeNumber)).toEqual([1, -12, 0.5, 9_007_199_254_740_991]);
    expect(() => safeNumber('9007199254740993')).toThrow('exactly');
  });

  test('a text with a NUL character is refused by name, and no row has such an id', async () => {
    const store = await created(await servers.start(), 'nul');
    const write = put('leadMembers', { ...member('m1'), role: 'a\0b' });
    await expect(call(store, 'test.steps', { steps: [write] })).rejects.toThrow('leadMembers.role of row m1');
    expect(await call(store, 'test.steps', { steps: [{ kind: 'get', table: 'leads', id: '\0' }] })).toEqual([[]]);
    const where = { kind: 'compare', column: 'role', op: '=', value: '\0' } as const;
    await expect(
      call(store, 'test.steps', { steps: [{ kind: 'count', table: 'leadMembers', where }] }),
    ).rejects.toMatchObject({ code: 'INVALID_VALUE' });
  });

  test('searches by words and by trigrams, best first, within the organization', async () => {
    const stores = await servers.start();
    const [a, b] = [await created(stores, 'search-a'), await created(stores, 'search-b')];
    const texts = ['Solar 100% panel', 'panel for solar', 'a solarium', 'upsolar panels', 'wind'];
    for (const [i, text] of texts.entries())
      await call(a, 'test.steps', { steps: [put('notes', note(`n${i}`, text))] });
    await call(b, 'test.steps', { steps: [put('notes', note('n9', 'solar panel'))] });
    const search = (term: string, more = {}) => call(a, 'test.search', { table: 'notes', term, limit: 10, ...more });
    expect(await search('solar')).toEqual(['n2', 'n1', 'n0', 'n3']);
    expect(await search('solar panel')).toEqual(['n3', 'n1', 'n0']);
    expect(await search('100%')).toEqual(['n0']);
    expect(await search(`it's`)).toEqual([]);
    expect(await search('solaris panel', { fuzzy: true })).toEqual(['n3', 'n1', 'n0', 'n2']);
    expect(await search('windmill', { fuzzy: true })).toEqual([]);
    expect(await search('solar', { limit: 1 })).toEqual(['n2']);
  });

  test('searching reads the trigram index', async () => {
    const [{ extension }] = (await servers.database.query(
      'postgres',
      `select count(*)::int as "extension" from pg_extension where extname = 'pg_trgm'`,
    )) as [{ extension: number }];
    const indexes = await servers.database.query(
      'postgres',
      `select 1 from pg_indexes where indexname like '%_trigrams'`,
    );
    expect(indexes).toHaveLength(extension === 1 ? 2 : 0);
  });
});
