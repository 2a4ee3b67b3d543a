import { normalizeText } from '../schema/normalize.ts';

/** Full-text indexes of trigrams know nothing shorter. */
export const TRIGRAM = 3;

/** @returns the words of a term, normalized, each once */
export function wordsOf(term: string): readonly string[] {
  return [...new Set(normalizeText(term).split(' '))].filter((word) => word !== '');
}

/** @returns how many letters a word has; surrogate pairs count once */
export function lettersIn(word: string): number {
  return [...word].length;
}

/** @returns every run of three letters in a text, each once, with a space before and after the text */
export function trigramsOf(text: string): readonly string[] {
  const letters = [...` ${text} `];
  const runs = letters.slice(0, -2).map((_, i) => letters.slice(i, i + TRIGRAM).join(''));
  return [...new Set(runs)];
}

/**
 * A text search as patterns for LIKE … ESCAPE '\': all of them must match, or any when it is fuzzy.
 * @param search its term as described at `TextSearch`
 */
export function likePatterns(search: { readonly term: string; readonly fuzzy?: true }): readonly string[] {
  return (search.fuzzy ? trigramsOf(search.term) : search.term.split(' ')).map((text) => `%${escapeLike(text)}%`);
}

/** Makes a text match itself only in a LIKE pattern with ESCAPE '\'. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
