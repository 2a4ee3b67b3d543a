import { describe, expect, it } from 'vitest';
import { chunksOf, groupedBy } from './chunks.ts';

describe('chunksOf', () => {
  it('keeps order and loses nothing', () => {
    expect(chunksOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(chunksOf([], 2)).toEqual([]);
  });
});

describe('groupedBy', () => {
  it('groups by any key, null too', () => {
    const groups = groupedBy([{ by: 'a' }, { by: null }, { by: 'a' }], ({ by }) => by);
    expect([...groups.entries()]).toEqual([
      ['a', [{ by: 'a' }, { by: 'a' }]],
      [null, [{ by: null }]],
    ]);
  });
});
