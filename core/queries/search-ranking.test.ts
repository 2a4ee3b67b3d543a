import { describe, expect, test } from 'vitest';
import { normalizeText } from '../schema/normalize.ts';
import { rankOf, ranks, snippetOf, typosIn } from './search-ranking.ts';

const jane = { names: ['jane van doe', 'van doe jane'], company: 'acme gmbh', email: 'jd@example.org' };

describe('ranks', () => {
  test.each([
    ['jane van doe', ranks.sameName],
    ['acme gmbh', ranks.sameName],
    ['jan', ranks.nameBegins],
    ['van d', ranks.nameBegins],
    ['doe', ranks.wordOfName],
    ['doe jane', ranks.wordOfName],
    ['gmbh', ranks.companyBegins],
    ['jd@', ranks.emailBegins],
    ['ane', ranks.inName],
    ['example', ranks.elsewhere],
  ])('%s', (term, rank) => expect(rankOf(term, jane)).toBe(rank));
});

describe('typos', () => {
  const johnson = { names: ['maria johnson', 'johnson maria'], company: 'müller & co', email: 'm.johnson@example.org' };
  test.each([
    ['johnson', 0],
    ['jonhson', 1],
    ['johnsen', 1],
    ['johson', 1],
    ['johnsson', 1],
    // Still being typed.
    ['johns', 0],
    ['jonhs', 1],
    ['maria jonhson', 1],
    ['mraia jonhson', 2],
    ['examlpe', 1],
  ])('%s has %d', (term, typos) => expect(typosIn(term, johnson)).toBe(typos));

  test.each(['jackson', 'maria jackson', 'xyz', 'jxhxsxn'])('%s is another word', (term) => {
    expect(typosIn(term, johnson)).toBeUndefined();
  });

  test('a row without any words has none to be like', () => {
    expect(typosIn('johnson', { names: [], company: '', email: '' })).toBeUndefined();
  });
});

describe('snippets', () => {
  const text =
    'Met Mr. Müller in Straßburg.\nHe wants a discount of ten percent on the whole range of pumps, soon, or else.';
  test('show what is around the first hit, as it was written', () => {
    expect(snippetOf(text, ['muller'], normalizeText)).toMatch(/^Met Mr\. Müller in Straßburg\. He wants .* …$/);
    expect(snippetOf(text, ['strass'], normalizeText)).toContain('Straßburg.');
    expect(snippetOf(text, ['pumps'], normalizeText)).toMatch(/^… .*pumps, soon, or else\.$/);
  });

  test('begin at the beginning where nothing is found', () => {
    expect(snippetOf('one two', ['three'], normalizeText)).toBe('one two');
    expect(snippetOf('', ['three'], normalizeText)).toBe('');
  });
});
