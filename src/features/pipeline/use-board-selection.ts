import { useCallback, useRef, useState } from 'react';
import type { PlacedCard } from './board-model.ts';

const nothing: ReadonlyMap<string, PlacedCard> = new Map();

export type BoardSelection = {
  readonly selected: ReadonlyMap<string, PlacedCard>;
  readonly toggle: (placed: PlacedCard) => void;
  /** Selects the cards from where a selection was begun last; those of another column stay selected. */
  readonly extend: (cards: readonly PlacedCard[]) => void;
  /** Where a range begins: the card that was selected or opened last. */
  readonly anchor: () => PlacedCard | undefined;
  readonly setAnchor: (placed: PlacedCard) => void;
  readonly clear: () => void;
};

/** Which cards are selected, across columns. */
export function useBoardSelection(): BoardSelection {
  const [selected, setSelected] = useState(nothing);
  const anchor = useRef<PlacedCard>(undefined);
  const toggle = useCallback((placed: PlacedCard): void => {
    anchor.current = placed;
    setSelected((before) => {
      const next = new Map(before);
      if (!next.delete(placed.card.id)) next.set(placed.card.id, placed);
      return next;
    });
  }, []);
  const extend = useCallback((cards: readonly PlacedCard[]): void => {
    setSelected((before) => new Map([...before, ...cards.map((placed) => [placed.card.id, placed] as const)]));
  }, []);
  const setAnchor = useCallback((placed: PlacedCard): void => {
    anchor.current = placed;
  }, []);
  const clear = useCallback((): void => setSelected((before) => (before.size === 0 ? before : nothing)), []);
  return { selected, toggle, extend, anchor: useCallback(() => anchor.current, []), setAnchor, clear };
}
