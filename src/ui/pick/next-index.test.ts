import { describe, expect, it } from 'vitest';
import { nextIndex } from './next-index.ts';

describe('nextIndex', () => {
  it('wraps around by one, holds at the ends by pages', () => {
    expect([nextIndex('ArrowDown', 2, 3), nextIndex('ArrowUp', 0, 3)]).toEqual([0, 2]);
    expect([nextIndex('PageDown', 0, 3), nextIndex('PageUp', 9, 20)]).toEqual([2, 1]);
  });

  it('leaves other keys, and an empty list, alone', () => {
    expect(nextIndex('a', 0, 3)).toBeUndefined();
    expect(nextIndex('ArrowDown', 0, 0)).toBeUndefined();
  });
});
