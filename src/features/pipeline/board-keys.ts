import type { FocusMove } from './board-focus.ts';

/** What a key does on a card. */
export type BoardAction =
  | { readonly kind: 'focus'; readonly move: FocusMove; readonly extend: boolean }
  | { readonly kind: 'open' | 'pickUp' | 'toggle' | 'menu' | 'clear' };

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

const moves: Readonly<Record<string, FocusMove>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
};

/**
 * @param isRightToLeft whether the columns run from right to left
 * @returns what a key does on a card, or undefined. The letters (j, k, x, m) are shortcuts of the whole screen.
 */
export function boardActionOf(event: Key, isRightToLeft: boolean): BoardAction | undefined {
  if (event.altKey || event.ctrlKey || event.metaKey) return undefined;
  const vertical = moves[event.key];
  if (vertical) return { kind: 'focus', move: vertical, extend: event.shiftKey };
  switch (event.key) {
    case 'ArrowLeft':
      return { kind: 'focus', move: isRightToLeft ? 'nextColumn' : 'previousColumn', extend: false };
    case 'ArrowRight':
      return { kind: 'focus', move: isRightToLeft ? 'previousColumn' : 'nextColumn', extend: false };
    case 'Enter':
      return { kind: 'open' };
    case ' ':
      return { kind: 'pickUp' };
    case 'Escape':
      return { kind: 'clear' };
    default:
      return undefined;
  }
}
