import { describe, expect, it } from 'vitest';
import { groupedBy } from './grouped-by.ts';

describe('groupedBy', () => {
  it('groups by any key, null too', () => {
    const groups = groupedBy([{ by: 'a' }, { by: null }, { by: 'a' }], ({ by }) => by);
    expect([...groups.entries()]).toEqual([
      ['a', [{ by: 'a' }, { by: 'a' }]],
      [null, [{ by: null }]],
    ]);
  });
});
