/** Where a card is on the board: the column's position, and the card's position in it. */
export type CardPosition = { readonly column: number; readonly index: number };

/** A movement of the focus, in the order of reading: a right-to-left layout swaps previous and next before it asks. */
export type FocusMove = 'up' | 'down' | 'previousColumn' | 'nextColumn' | 'first' | 'last' | 'pageUp' | 'pageDown';

/** Cards that PageUp and PageDown pass over. */
const pageOfCards = 8;

/**
 * Moves the focus over the board. Empty columns are passed over, and the ends hold.
 * @param counts cards per column
 * @returns where the focus goes; the same position when there is nowhere to go
 */
export function moveFocus(at: CardPosition, move: FocusMove, counts: readonly number[]): CardPosition {
  switch (move) {
    case 'up':
      return within(at.column, at.index - 1, counts);
    case 'down':
      return within(at.column, at.index + 1, counts);
    case 'pageUp':
      return within(at.column, at.index - pageOfCards, counts);
    case 'pageDown':
      return within(at.column, at.index + pageOfCards, counts);
    case 'first':
      return within(at.column, 0, counts);
    case 'last':
      return within(at.column, Number.MAX_SAFE_INTEGER, counts);
    case 'previousColumn':
      return beside(at, -1, counts);
    case 'nextColumn':
      return beside(at, 1, counts);
  }
}

/**
 * Where the focus belongs after the board changed under it: the same place, or the nearest card that is left.
 * @returns undefined on a board without cards
 */
export function clampFocus(at: CardPosition, counts: readonly number[]): CardPosition | undefined {
  if ((counts[at.column] ?? 0) > 0) return within(at.column, at.index, counts);
  for (let distance = 1; distance < counts.length; distance++) {
    for (const column of [at.column - distance, at.column + distance]) {
      if ((counts[column] ?? 0) > 0) return within(column, at.index, counts);
    }
  }
  return undefined;
}

function within(column: number, index: number, counts: readonly number[]): CardPosition {
  return { column, index: Math.max(0, Math.min(index, (counts[column] ?? 0) - 1)) };
}

function beside(at: CardPosition, step: 1 | -1, counts: readonly number[]): CardPosition {
  for (let column = at.column + step; column >= 0 && column < counts.length; column += step) {
    if (counts[column]! > 0) return within(column, at.index, counts);
  }
  return at;
}
