import { diffIndices } from 'node-diff3';

/** A piece of a text: in both texts, or in this one alone. */
export type Piece = { readonly text: string; readonly isOwn: boolean };

/** From here on a text is compared word by word; shorter ones are read at a glance. */
export const longFrom = 40;

/** Words with the white space behind them, so that joining gives the text back. */
const wordsOf = (text: string): string[] => text.split(/(?<=\s)(?=\S)/).filter((word) => word !== '');

/**
 * Compares two texts word by word (longest common subsequence; Hunt and McIlroy, 1976).
 * @returns the pieces of each text, those that the other has not are its own
 */
export function wordDiff(a: string, b: string): readonly [readonly Piece[], readonly Piece[]] {
  const [wordsA, wordsB] = [wordsOf(a), wordsOf(b)];
  const [ownA, ownB] = [new Set<number>(), new Set<number>()];
  for (const { buffer1, buffer2 } of diffIndices(wordsA, wordsB)) {
    for (let i = 0; i < buffer1[1]; i++) ownA.add(buffer1[0] + i);
    for (let i = 0; i < buffer2[1]; i++) ownB.add(buffer2[0] + i);
  }
  return [piecesOf(wordsA, ownA), piecesOf(wordsB, ownB)];
}

function piecesOf(words: readonly string[], own: ReadonlySet<number>): readonly Piece[] {
  const pieces: { text: string; isOwn: boolean }[] = [];
  for (const [i, word] of words.entries()) {
    const last = pieces.at(-1);
    if (last && last.isOwn === own.has(i)) last.text += word;
    else pieces.push({ text: word, isOwn: own.has(i) });
  }
  return pieces;
}
