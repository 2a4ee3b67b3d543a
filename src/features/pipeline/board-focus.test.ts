import { describe, expect, it } from 'vitest';
import { clampFocus, moveFocus } from './board-focus.ts';

const counts = [3, 0, 1, 10_000];

describe('moveFocus', () => {
  it('moves within a column and holds at its ends', () => {
    expect(moveFocus({ column: 0, index: 0 }, 'down', counts)).toEqual({ column: 0, index: 1 });
    expect(moveFocus({ column: 0, index: 0 }, 'up', counts)).toEqual({ column: 0, index: 0 });
    expect(moveFocus({ column: 0, index: 2 }, 'down', counts)).toEqual({ column: 0, index: 2 });
    expect(moveFocus({ column: 3, index: 5 }, 'last', counts)).toEqual({ column: 3, index: 9_999 });
    expect(moveFocus({ column: 3, index: 9_999 }, 'first', counts)).toEqual({ column: 3, index: 0 });
    expect(moveFocus({ column: 3, index: 9_999 }, 'pageUp', counts)).toEqual({ column: 3, index: 9_991 });
  });

  it('passes over empty columns and lands on the nearest card', () => {
    expect(moveFocus({ column: 0, index: 2 }, 'nextColumn', counts)).toEqual({ column: 2, index: 0 });
    expect(moveFocus({ column: 2, index: 0 }, 'previousColumn', counts)).toEqual({ column: 0, index: 0 });
    expect(moveFocus({ column: 3, index: 7 }, 'nextColumn', counts)).toEqual({ column: 3, index: 7 });
  });
});

describe('clampFocus', () => {
  it('stays where it is while there is a card', () => {
    expect(clampFocus({ column: 3, index: 40 }, counts)).toEqual({ column: 3, index: 40 });
  });

  it('goes to the last card of a column that shrank, and beside a column that emptied', () => {
    expect(clampFocus({ column: 0, index: 9 }, counts)).toEqual({ column: 0, index: 2 });
    expect(clampFocus({ column: 1, index: 2 }, counts)).toEqual({ column: 0, index: 2 });
    expect(clampFocus({ column: 0, index: 0 }, [0, 0, 4])).toEqual({ column: 2, index: 0 });
  });

  it('has nowhere to go on an empty board', () => {
    expect(clampFocus({ column: 0, index: 0 }, [0, 0])).toBeUndefined();
  });
});
