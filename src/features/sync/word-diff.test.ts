import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordDiff } from './word-diff.ts';

const text = (pieces: readonly { readonly text: string }[]): string => pieces.map((piece) => piece.text).join('');
const shared = (pieces: readonly { readonly text: string; readonly isOwn: boolean }[]): string =>
  text(pieces.filter((piece) => !piece.isOwn));

describe('two texts word by word', () => {
  it('marks what each has alone', () => {
    const [a, b] = wordDiff('Wants a quote by Friday please', 'Wants two quotes by Friday');
    expect(a.filter((piece) => piece.isOwn).map((piece) => piece.text.trim())).toEqual(['a quote', 'Friday please']);
    expect(b.filter((piece) => piece.isOwn).map((piece) => piece.text.trim())).toEqual(['two quotes', 'Friday']);
  });

  it('loses nothing, and what is shared is the same in both', () => {
    const words = fc.array(fc.constantFrom('a ', 'b\n', 'c  ', 'd'), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(words, words, (a, b) => {
        const [ofA, ofB] = wordDiff(a, b);
        expect([text(ofA), text(ofB)]).toEqual([a, b]);
        expect(shared(ofA)).toBe(shared(ofB));
      }),
    );
  });

  it('of a text with itself has nothing of its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (same) => {
        for (const pieces of wordDiff(same, same)) expect(pieces.every((piece) => !piece.isOwn)).toBe(true);
      }),
    );
  });
});
