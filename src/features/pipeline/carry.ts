/**
 * Moving cards with the keyboard, as a state machine: Space picks up, arrows choose a column, Enter or Space drops, Escape
 * puts back. Nothing moves before the drop.
 */
export type Carry = {
  /** Cards that are carried, by id. */
  readonly ids: readonly string[];
  /** Position of the column they were picked up from. */
  readonly from: number;
  /** Position of the column they would drop into. */
  readonly over: number;
};

/** A key that matters while cards are carried, in reading order. */
export type CarryKey = 'previous' | 'next' | 'first' | 'last' | 'drop' | 'cancel';

/** What came of a key: still carrying, or over with or without a move. */
export type CarryStep =
  | { readonly kind: 'over'; readonly carry: Carry }
  | { readonly kind: 'drop'; readonly ids: readonly string[]; readonly column: number }
  | { readonly kind: 'cancel' };

/** Picks cards up; they hover over the column they came from. */
export function pickUp(ids: readonly string[], column: number): Carry {
  return { ids, from: column, over: column };
}

/**
 * One key while carrying. Dropping where the cards came from is a cancel: nothing would change.
 * @param columns how many columns the board has
 */
export function stepCarry(carry: Carry, key: CarryKey, columns: number): CarryStep {
  switch (key) {
    case 'cancel':
      return { kind: 'cancel' };
    case 'drop':
      if (carry.over === carry.from) return { kind: 'cancel' };
      return { kind: 'drop', ids: carry.ids, column: carry.over };
    default:
      return { kind: 'over', carry: { ...carry, over: target(carry.over, key, columns) } };
  }
}

function target(over: number, key: 'previous' | 'next' | 'first' | 'last', columns: number): number {
  if (key === 'first') return 0;
  if (key === 'last') return columns - 1;
  return Math.max(0, Math.min(over + (key === 'next' ? 1 : -1), columns - 1));
}

/**
 * @param key a KeyboardEvent's `key`
 * @param isRightToLeft whether the columns run from right to left
 * @returns what the key means while carrying, or undefined when it means nothing
 */
export function carryKeyOf(key: string, isRightToLeft: boolean): CarryKey | undefined {
  switch (key) {
    case 'ArrowLeft':
      return isRightToLeft ? 'next' : 'previous';
    case 'ArrowRight':
      return isRightToLeft ? 'previous' : 'next';
    case 'Home':
      return 'first';
    case 'End':
      return 'last';
    case 'Enter':
    case ' ':
      return 'drop';
    case 'Escape':
      return 'cancel';
    default:
      return undefined;
  }
}
