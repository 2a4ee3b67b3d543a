import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeText, searchTextOf, sortKeyOf } from './normalize.ts';

describe('normalizeText', () => {
  it('folds case, accents and spaces', () => {
    expect(normalizeText('  Çelik \t ÖZTÜRK  Weiß ')).toBe('celik ozturk weiss');
  });

  it('folds plain and western text as it folds any other', () => {
    const letters = Array.from({ length: 0x180 - 0xc0 }, (_, i) => String.fromCodePoint(0xc0 + i));
    const western = fc.string({ unit: fc.constantFrom(...'aZ09 .-@+', ...letters, '\u0301', '\u0327') });
    fc.assert(
      fc.property(western, (text) => {
        // Greek makes the whole text take the long way.
        expect(normalizeText(text)).toBe(normalizeText(`ω ${text}`).slice(1).trim());
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same when done twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => normalizeText(normalizeText(text)) === normalizeText(text)),
    );
  });
});

describe('sortKeyOf', () => {
  it('fits an index row of PostgreSQL in any script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 200, maxLength: 600 }), (text) => {
        expect(new TextEncoder().encode(sortKeyOf(text)).length).toBeLessThan(2000);
      }),
    );
    expect(new TextEncoder().encode(sortKeyOf('각'.repeat(510))).length).toBeLessThan(2000);
  });
});

describe('searchTextOf', () => {
  it('joins what is there', () => {
    expect(searchTextOf('Anna', null, undefined, '', 42)).toBe('anna 42');
  });
});
