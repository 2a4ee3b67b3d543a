import { useCallback, useMemo, useState, type RefObject } from 'react';
import type { PlacedCard } from './board-model.ts';

/** Where a menu opens: in the window, CSS pixels. */
export type MenuPlace = { readonly x: number; readonly y: number };

export type CardMenuState = {
  readonly shown: { readonly cards: readonly PlacedCard[]; readonly place: MenuPlace } | undefined;
  /** @param place the pointer; without it the menu opens at the card */
  readonly open: (placed: PlacedCard, cards: readonly PlacedCard[], place?: MenuPlace) => void;
  /** Closes the menu; the focus goes back to the card. */
  readonly close: () => void;
};

/** The menu of a card or of the selected ones. */
export function useCardMenu(root: RefObject<HTMLElement | null>): CardMenuState {
  const [shown, setShown] = useState<{ cards: readonly PlacedCard[]; place: MenuPlace; opener: PlacedCard }>();
  const elementOf = useCallback(
    ({ column, index }: PlacedCard) =>
      root.current?.querySelector<HTMLElement>(`[data-column="${column}"][data-index="${index}"]`),
    [root],
  );
  const open = useCallback(
    (placed: PlacedCard, cards: readonly PlacedCard[], place?: MenuPlace): void => {
      const box = elementOf(placed)?.getBoundingClientRect();
      setShown({ cards, opener: placed, place: place ?? { x: (box?.left ?? 0) + 12, y: (box?.top ?? 0) + 32 } });
    },
    [elementOf],
  );
  const close = useCallback((): void => {
    setShown((before) => {
      if (before) queueMicrotask(() => elementOf(before.opener)?.focus({ preventScroll: true }));
      return undefined;
    });
  }, [elementOf]);
  return useMemo(() => ({ shown, open, close }), [shown, open, close]);
}
