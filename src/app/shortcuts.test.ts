import { describe, expect, it } from 'vitest';
import { chordOf, ShortcutMatcher, type Shortcut } from './shortcuts.ts';

const shortcut = (id: string, keys: string): Shortcut => ({ id, keys, label: id, group: 'general', run: () => {} });
const press = (
  key: string,
  held: { ctrl?: boolean; shift?: boolean; alt?: boolean; meta?: boolean } = {},
): string | null =>
  chordOf({
    key,
    ctrlKey: held.ctrl ?? false,
    metaKey: held.meta ?? false,
    altKey: held.alt ?? false,
    shiftKey: held.shift ?? false,
  });

describe('a key press as it is written', () => {
  it.each([
    [press('c'), 'c'],
    [press('C', { shift: true }), 'shift+c'],
    [press('k', { ctrl: true }), 'mod+k'],
    [press('k', { meta: true }), 'mod+k'],
    [press('?', { shift: true }), '?'],
    [press('/', { shift: true }), '/'],
    [press('Enter', { ctrl: true }), 'mod+enter'],
    [press('ArrowUp', { shift: true }), 'shift+arrowup'],
    [press('Shift', { shift: true }), null],
    [press('ö'), 'ö'],
  ])('%s is %s', (chord, expected) => {
    expect(chord).toBe(expected);
  });
});

describe('sequences', () => {
  const all = [shortcut('pipeline', 'g p'), shortcut('print', 'p'), shortcut('create', 'c')];

  it('take the second key within their time', () => {
    const matcher = new ShortcutMatcher();
    expect(matcher.press(all, 'g', 0)).toBeUndefined();
    expect(matcher.press(all, 'p', 500)?.id).toBe('pipeline');
    expect(matcher.press(all, 'p', 600)?.id).toBe('print');
  });

  it('are forgotten after it', () => {
    const matcher = new ShortcutMatcher();
    matcher.press(all, 'g', 0);
    expect(matcher.press(all, 'p', 5_000)?.id).toBe('print');
  });

  it('end with a key that continues none', () => {
    const matcher = new ShortcutMatcher();
    matcher.press(all, 'g', 0);
    expect(matcher.press(all, 'c', 10)?.id).toBe('create');
    expect(matcher.press(all, 'p', 20)?.id).toBe('print');
  });

  it('have other keys for the same', () => {
    const redo = { ...shortcut('redo', 'mod+shift+z'), also: 'mod+y' };
    const matcher = new ShortcutMatcher();
    expect(['mod+shift+z', 'mod+y'].map((chord) => matcher.press([redo], chord, 0)?.id)).toEqual(['redo', 'redo']);
  });

  it('of a screen win over those of the window', () => {
    expect(new ShortcutMatcher().press([...all, shortcut('here', 'c')], 'c', 0)?.id).toBe('here');
  });
});
