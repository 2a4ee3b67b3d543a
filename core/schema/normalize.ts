/** ASCII without control characters, without a space at either end or two in a row. */
const plainText = /^(?:[\x21-\x7e]+(?: [\x21-\x7e]+)*)?$/;

/**
 * Folds text for searching and sorting: lower case, no accents, single spaces. The same in every home, whatever its collation.
 * @param text any text; NUL characters (which PostgreSQL refuses) are dropped
 */
export function normalizeText(text: string): string {
  // Most texts are plain: nothing to fold but case and spaces, and the full way is ten times slower.
  if (plainText.test(text)) return text.toLowerCase();
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
  return normalizeText(parts.filter((part) => part !== null && part !== undefined && part !== '').join(' '));
}

/** Longest sort key: enough to tell names apart, short enough for an index row on PostgreSQL (2,704 bytes) in any script. */
const longestSortKey = 200;

/** What a row is sorted under: its text, normalized and cut. */
export function sortKeyOf(text: string): string {
  const key = normalizeText(text);
  return key.length <= longestSortKey ? key : [...key].slice(0, longestSortKey).join('');
}
