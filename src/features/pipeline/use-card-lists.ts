import { useCallback, useRef } from 'react';
import type { PlacedCard } from './board-model.ts';
import type { CardListHandle } from './card-list-handle.ts';

export type CardLists = {
  readonly listOf: (column: number) => CardListHandle | undefined;
  readonly registerList: (column: number, list: CardListHandle | null) => void;
  /** The card at a place, once its page has arrived. */
  readonly cardAt: (column: number, index: number) => PlacedCard | undefined;
};

/** The lists of the board's columns, which know their cards. */
export function useCardLists(): CardLists {
  const lists = useRef(new Map<number, CardListHandle>());
  const listOf = useCallback((column: number) => lists.current.get(column), []);
  const registerList = useCallback((column: number, list: CardListHandle | null): void => {
    if (list) lists.current.set(column, list);
    else lists.current.delete(column);
  }, []);
  const cardAt = useCallback(
    (column: number, index: number): PlacedCard | undefined => {
      const card = listOf(column)?.cardAt(index);
      return card && { card, column, index };
    },
    [listOf],
  );
  return { listOf, registerList, cardAt };
}
