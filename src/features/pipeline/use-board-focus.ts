import { useCallback, useInsertionEffect, useRef, useState } from 'react';
import type { FocusHold } from '../../ui/use-holds-focus.ts';
import { clampFocus, moveFocus, type CardPosition, type FocusMove } from './board-focus.ts';
import type { CardListHandle } from './card-list-handle.ts';

/** The card that the keyboard acts on. */
export type ActiveCard = CardPosition & {
  /** Undefined while its page is on its way. */
  readonly id: string | undefined;
  /** Rises when the document's focus is to move there. */
  readonly focusRequest: number;
};

/** A card to go to as soon as its column shows it: where a moved card has arrived. */
type Followed = { readonly id: string; readonly column: number; readonly until: number };

/** How long a moved card is looked for in its new column. */
const followMs = 1_500;

export type BoardFocus = {
  readonly active: ActiveCard | undefined;
  /** Makes a card the active one. @param focus also moves the document's focus */
  readonly activate: (at: CardPosition, focus: boolean) => void;
  /** @returns where the focus went; undefined on an empty board */
  readonly move: (move: FocusMove) => CardPosition | undefined;
  /** Goes to a card when it turns up in a column. */
  readonly follow: (id: string, column: number) => void;
  /**
   * Puts the document's focus back on the board when a dialog has taken it and is gone: on a card where it has arrived, else
   * on the active one.
   */
  readonly restore: (id: string, column: number) => void;
  /** A column's cards changed: keeps to the active card, or to its place when it is gone. */
  readonly cardsChanged: (column: number) => void;
};

/**
 * Which card the keyboard acts on. It is held by id, so that cards that come and go around it do not move the focus.
 * @param counts cards per column
 * @param listOf the list of a column
 * @param hold whether the focus is on the board
 */
export function useBoardFocus(
  counts: readonly number[],
  listOf: (column: number) => CardListHandle | undefined,
  hold: FocusHold,
): BoardFocus {
  const [active, setActive] = useState<ActiveCard>();
  const followed = useRef<Followed>(undefined);
  const latest = useRef({ counts, active });
  // Before any layout effect: the lists report their cards in theirs.
  useInsertionEffect(() => {
    latest.current = { counts, active };
  });

  const activate = useCallback(
    (at: CardPosition, focus: boolean): void => {
      setActive((before) => ({
        ...at,
        id: listOf(at.column)?.cardAt(at.index)?.id,
        focusRequest: (before?.focusRequest ?? 0) + Number(focus),
      }));
    },
    [listOf],
  );

  const move = useCallback(
    (step: FocusMove): CardPosition | undefined => {
      const { counts, active } = latest.current;
      const to = active ? moveFocus(active, step, counts) : clampFocus({ column: 0, index: 0 }, counts);
      if (to) activate(to, true);
      return to;
    },
    [activate],
  );

  const follow = useCallback((id: string, column: number): void => {
    followed.current = { id, column, until: Date.now() + followMs };
  }, []);

  const restore = useCallback(
    (id: string, column: number): void => {
      // A dialog gives the focus back to where it came from first; only if that is gone it is ours to place.
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return;
        const { active, counts } = latest.current;
        const arrived = listOf(column)?.indexOf(id);
        const at = arrived === undefined ? active && clampFocus(active, counts) : { column, index: arrived };
        if (at) activate(at, true);
      });
    },
    [activate, listOf],
  );

  const cardsChanged = useCallback(
    (column: number): void => {
      const { counts, active } = latest.current;
      const wanted = followed.current;
      if (wanted && Date.now() > wanted.until) followed.current = undefined;
      else if (wanted?.column === column) {
        const index = listOf(column)?.indexOf(wanted.id);
        if (index === undefined) return;
        followed.current = undefined;
        activate({ column, index }, true);
        return;
      }
      if (active?.column !== column) return;
      const list = listOf(column);
      const here = list?.cardAt(active.index)?.id;
      if (here === active.id) return;
      const index = active.id === undefined ? active.index : list?.indexOf(active.id);
      if (index !== undefined) activate({ column, index }, index === active.index ? hold.isLost() : hold.holds());
      else {
        const nearest = clampFocus(active, counts);
        if (nearest) activate(nearest, hold.holds());
        else setActive(undefined);
      }
    },
    [activate, hold, listOf],
  );
  return { active, activate, move, follow, restore, cardsChanged };
}
