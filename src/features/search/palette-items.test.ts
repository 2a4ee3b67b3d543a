import { describe, expect, it } from 'vitest';
import type { Shortcut } from '../../app/shortcuts.ts';
import { matchingActions, movedSelection } from './palette-items.ts';

const shortcut = (label: string): Shortcut => ({ id: label, keys: 'x', label, group: 'go', run: () => {} });

describe('the palette', () => {
  it('finds actions by words in any order, whatever case and accents', () => {
    const all = [shortcut('Go to Leads'), shortcut('Gehe zu Übersicht'), shortcut('New lead')];
    const found = (term: string): string[] => matchingActions(all, term).map(({ id }) => id);
    expect(found('')).toHaveLength(3);
    expect(found('lead GO')).toEqual(['Go to Leads']);
    expect(found('ubersicht')).toEqual(['Gehe zu Übersicht']);
    expect(found('nothing')).toEqual([]);
  });

  it('goes round at both ends', () => {
    expect(movedSelection(2, 'ArrowDown', 3)).toBe(0);
    expect(movedSelection(0, 'ArrowUp', 3)).toBe(2);
    expect(movedSelection(1, 'Home', 3)).toBe(0);
    expect(movedSelection(1, 'End', 3)).toBe(2);
    expect(movedSelection(1, 'a', 3)).toBe(1);
    expect(movedSelection(5, 'ArrowDown', 0)).toBe(0);
  });
});
