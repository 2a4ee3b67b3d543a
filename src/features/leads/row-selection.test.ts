import { describe, expect, it } from 'vitest';
import {
  everythingSelected,
  isRowSelected,
  nothingSelected,
  rangeBetween,
  selectedCount,
  setRows,
  toggleRow,
} from './row-selection.ts';

describe('selecting rows', () => {
  it('counts what is selected', () => {
    const two = setRows(nothingSelected, ['a', 'b'], true);
    expect(selectedCount(two, 100)).toBe(2);
    expect(selectedCount(toggleRow(two, 'a'), 100)).toBe(1);
    expect(isRowSelected(two, 'c')).toBe(false);
  });

  it('selects everything that matches without naming it, and takes rows out again', () => {
    const most = toggleRow(everythingSelected, 'a');
    expect(isRowSelected(most, 'a')).toBe(false);
    expect(isRowSelected(most, 'never loaded')).toBe(true);
    expect(selectedCount(most, 100_000)).toBe(99_999);
    expect(selectedCount(toggleRow(most, 'a'), 100_000)).toBe(100_000);
  });

  it('never counts below nothing when the list shrank meanwhile', () => {
    expect(selectedCount(setRows(everythingSelected, ['a', 'b'], false), 1)).toBe(0);
  });

  it('leaves a selection alone: changes make a new one', () => {
    toggleRow(nothingSelected, 'a');
    expect(selectedCount(nothingSelected, 10)).toBe(0);
  });

  it('ranges in both directions', () => {
    expect(rangeBetween(7, 3)).toEqual({ from: 3, to: 7 });
    expect(rangeBetween(3, 3)).toEqual({ from: 3, to: 3 });
  });
});
