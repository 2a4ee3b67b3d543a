import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeValues } from './merge-values.ts';

const sets = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e'));

describe('mergeValues', () => {
  it('sum adds the delta', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -9, max: 9 }), fc.integer(), (from, delta, current) => {
        expect(mergeValues('sum', { from, to: from + delta }, current)).toBe(current + delta);
      }),
    );
  });

  it('set keeps what either added and drops what either removed', () => {
    fc.assert(
      fc.property(sets, sets, sets, (from, to, current) => {
        const merged = mergeValues('set', { from, to }, current) as string[];
        for (const item of ['a', 'b', 'c', 'd', 'e']) {
          const was = from.includes(item);
          const expected = was
            ? to.includes(item) && current.includes(item)
            : to.includes(item) || current.includes(item);
          expect(merged.includes(item)).toBe(expected);
        }
        expect(new Set(merged).size).toBe(merged.length);
      }),
    );
  });

  it('text merges edits of different places', () => {
    const from = 'Met Anna at the fair.\nWants a quote by Friday.\nCall again in May.';
    const to = from.replace('Friday', 'Thursday');
    const current = `${from}\nPrefers email.`;
    expect(mergeValues('text', { from, to }, current)).toBe(`${to}\nPrefers email.`);
  });

  it('text that both changed in one place is not merged', () => {
    expect(mergeValues('text', { from: 'by Friday', to: 'by Monday' }, 'by Sunday')).toBeUndefined();
    expect(mergeValues('text', { from: null, to: 'one' }, 'two')).toBeUndefined();
  });

  it('text: an edit on top of nothing new is the edit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (from, to) => {
        expect(mergeValues('text', { from, to }, from)).toBe(to);
      }),
    );
  });

  it.each(['later', 'rule'] as const)('%s leaves the decision to time and rule', (policy) => {
    expect(mergeValues(policy, { from: 1, to: 2 }, 3)).toBeUndefined();
  });

  it('values of the wrong type are not merged', () => {
    expect(mergeValues('sum', { from: '1', to: 2 }, 3)).toBeUndefined();
    expect(mergeValues('set', { from: [], to: 'x' }, [])).toBeUndefined();
    expect(mergeValues('text', { from: 'a', to: 5 }, 'b')).toBeUndefined();
  });
});
