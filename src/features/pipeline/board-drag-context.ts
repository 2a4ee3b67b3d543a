import { createContext } from 'react';
import type { PlacedCard } from './board-model.ts';

/** How cards and columns take part in dragging; the same object as long as the board is shown. */
export type BoardDrag = {
  /** Makes a card draggable. @returns undoes it */
  readonly registerCard: (element: HTMLElement, placed: PlacedCard) => () => void;
  /**
   * Makes a column a place to drop cards.
   * @param list the part of the column that scrolls
   * @returns undoes it
   */
  readonly registerColumn: (element: HTMLElement, list: HTMLElement, column: number) => () => void;
};

const nowhere = (): (() => void) => () => {};

export const BoardDragContext = createContext<BoardDrag>({ registerCard: nowhere, registerColumn: nowhere });
