/** ASCII without control characters, without a space at either end or two in a row. */
const plainText = /^(?:[\x21-\x7e]+(?: [\x21-\x7e]+)*)?$/;

/** Latin-1 and Latin Extended-A. Each of them folds to the same whatever stands beside it, and none to a space. */
const latinLetters = /[\u00c0-\u017f]/g;
const foldedLatin: Record<string, string> = {};

/**
 * Folds text for searching and sorting: lower case, no accents, single spaces. The same in every home, whatever its collation.
 * @param text any text; NUL characters (which PostgreSQL refuses) are dropped
 */
export function normalizeText(text: string): string {
  // Most texts are plain, or plain but for letters of western languages: the full way is ten times slower.
  if (plainText.test(text)) return text.toLowerCase();
  const plain = text.replace(latinLetters, (letter) => (foldedLatin[letter] ??= foldFully(letter)));
  return plainText.test(plain) ? plain.toLowerCase() : foldFully(text);
}

function foldFully(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u0000]/g, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Joins what is there, normalized: the text a search looks in. */
export function searchTextOf(...parts: readonly (string | number | null | undefined)[]): string {
  let text = '';
  for (const part of parts) {
    if (part === null || part === undefined || part === '') continue;
    text += text === '' ? part : ` ${part}`;
  }
  return normalizeText(text);
}

/** Longest sort key: enough to tell names apart, short enough for an index row on PostgreSQL (2,704 bytes) in any script. */
const longestSortKey = 200;

/** What a row is sorted under: its text, normalized and cut. */
export function sortKeyOf(text: string): string {
  const key = normalizeText(text);
  return key.length <= longestSortKey ? key : [...key].slice(0, longestSortKey).join('');
}
