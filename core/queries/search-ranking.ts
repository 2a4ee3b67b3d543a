import { lettersIn, TRIGRAM } from './text-search.ts';

/** What a row is found by, normalized; the lower its rank, the better. */
export type Searched = {
  /** What it is called, in the orders in which people type it: "jane doe", "doe jane". */
  readonly names: readonly string[];
  readonly company: string;
  readonly email: string;
};

/** Ranks from the best to the worst. */
export const ranks = {
  sameName: 0,
  nameBegins: 1,
  wordOfName: 2,
  companyBegins: 3,
  emailBegins: 4,
  inName: 5,
  elsewhere: 6,
  /** With typos; the number of them is added. */
  similar: 7,
} as const;

/**
 * @param term normalized
 * @param row a row that is known to hold every word of the term
 */
export function rankOf(term: string, row: Searched): number {
  if (row.names.includes(term) || row.company === term) return ranks.sameName;
  if (row.names.some((name) => name.startsWith(term))) return ranks.nameBegins;
  if (row.names.some((name) => allWordsBegin(term, name))) return ranks.wordOfName;
  if (row.company !== '' && allWordsBegin(term, row.company)) return ranks.companyBegins;
  if (row.email.startsWith(term)) return ranks.emailBegins;
  return row.names.some((name) => name.includes(term)) ? ranks.inName : ranks.elsewhere;
}

function allWordsBegin(term: string, text: string): boolean {
  const padded = ` ${text}`;
  return term.split(' ').every((word) => padded.includes(` ${word}`));
}

/**
 * Counts the typos between a term and a row: each word of the term against the most similar word of the row, or the
 * beginning of one, because the term may still be being typed.
 * @param term normalized
 * @returns undefined when a word is too different to mean the row
 */
export function typosIn(term: string, row: Searched): number | undefined {
  const texts = [...row.names, row.company, row.email];
  const words = new Set(texts.flatMap((text) => text.split(/[ @._-]/)).filter((word) => word !== ''));
  let typos = 0;
  for (const word of term.split(' ')) {
    const allowed = allowedTypos(word);
    const fewest = Math.min(...[...words].map((other) => distanceTo(word, other, allowed)));
    if (fewest > allowed) return undefined;
    typos += fewest;
  }
  return typos;
}

/** One slip in four letters is a typo, one in three another word. */
function allowedTypos(word: string): number {
  const letters = lettersIn(word);
  return letters < TRIGRAM + 1 ? 0 : letters < 8 ? 1 : 2;
}

function distanceTo(word: string, other: string, allowed: number): number {
  const beginnings = [word.length - 1, word.length, word.length + 1].map((length) => other.slice(0, length));
  return Math.min(...[...new Set([other, ...beginnings])].map((text) => editDistance(word, text, allowed)));
}

/** Insertions, deletions, replacements and swaps of neighbours between two words; anything above `most` when there are more. */
function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(replaced, last[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, beforeLast[j - 2]! + 1);
      row.push(best);
    }
    // The best of a row never gets better; a swap may still reach back over one.
    if (Math.min(...row) > most && Math.min(...last) > most) return most + 1;
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
}

const SNIPPET_WORDS = 8;

/**
 * The piece of a text around the first word that holds a word of the term, for people to read.
 * @param normalize how the words of the term were normalized
 */
export function snippetOf(text: string, words: readonly string[], normalize: (text: string) => string): string {
  const pieces = text.split(/\s+/).filter((piece) => piece !== '');
  const found = pieces.findIndex((piece) => {
    const normalized = normalize(piece);
    return words.some((word) => normalized.includes(word));
  });
  const first = Math.max(0, found - SNIPPET_WORDS);
  const last = Math.min(pieces.length, Math.max(found, 0) + SNIPPET_WORDS * 2);
  return `${first > 0 ? '… ' : ''}${pieces.slice(first, last).join(' ')}${last < pieces.length ? ' …' : ''}`;
}
