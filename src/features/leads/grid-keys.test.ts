import { describe, expect, it } from 'vitest';
import { gridActionOf, type CellPosition } from './grid-keys.ts';

const size = { rows: 100_000, columns: 8, rowsPerPage: 20 };
const at: CellPosition = { row: 5, column: 2 };

function press(key: string, modifiers: { shift?: boolean; ctrl?: boolean; rtl?: boolean } = {}) {
  const event = {
    key,
    shiftKey: modifiers.shift ?? false,
    ctrlKey: modifiers.ctrl ?? false,
    metaKey: false,
    altKey: false,
  };
  return gridActionOf(event, at, size, modifiers.rtl ?? false);
}

describe('keys in the list', () => {
  it('moves by cell, page and to the ends', () => {
    expect(press('ArrowDown')).toEqual({ kind: 'focus', to: { row: 6, column: 2 }, extend: false });
    expect(press('PageUp')).toMatchObject({ to: { row: 0, column: 2 } });
    expect(press('End')).toMatchObject({ to: { row: 5, column: 7 } });
    expect(press('End', { ctrl: true })).toMatchObject({ to: { row: 99_999, column: 2 } });
    expect(press('Home', { ctrl: true })).toMatchObject({ to: { row: 0, column: 2 } });
  });

  it('follows the direction of reading', () => {
    expect(press('ArrowRight')).toMatchObject({ to: { column: 3 } });
    expect(press('ArrowRight', { rtl: true })).toMatchObject({ to: { column: 1 } });
  });

  it('extends a selection by rows only', () => {
    expect(press('ArrowDown', { shift: true })).toMatchObject({ extend: true });
    expect(press('ArrowRight', { shift: true })).toMatchObject({ extend: false });
  });

  it('selects, edits, opens and clears', () => {
    expect(press('a', { ctrl: true })).toEqual({ kind: 'selectAll' });
    expect(press('Enter')).toEqual({ kind: 'activate' });
    expect(press('F2')).toEqual({ kind: 'edit' });
    expect(press(' ')).toEqual({ kind: 'toggle' });
    expect(press('Escape')).toEqual({ kind: 'clear' });
    expect(press('a')).toBeUndefined();
  });
});
