import { useCallback, type ReactNode } from 'react';
import { boardCards, type BoardCard } from '../../../core/queries/board.ts';
import { openLead } from '../../app/router.ts';
import { useBridge } from '../../bridge/hooks.ts';
import { notifyError } from '../../ui/notify.ts';
import { fetchRows } from '../../ui/paging/fetch-rows.ts';
import type { BoardQuestion, ColumnModel, PlacedCard } from './board-model.ts';
import type { BoardFocus } from './use-board-focus.ts';
import type { BoardSelection } from './use-board-selection.ts';
import { useMoveCards } from './use-move-cards.tsx';

export type BoardCommands = {
  /** The selection a card belongs to, the card first; or the card alone. */
  readonly cardsWith: (placed: PlacedCard) => readonly PlacedCard[];
  /** Moves cards to a column; the focus goes with the first one. */
  readonly drop: (cards: readonly PlacedCard[], column: number) => Promise<void>;
  /** Selects up to a card from where the selection was begun, within the card's column. */
  readonly extendTo: (placed: PlacedCard) => Promise<void>;
  readonly open: (card: BoardCard) => void;
  /** Render it: the dialog that asks for fields a stage requires. */
  readonly dialog: ReactNode;
};

/** What one can do with the cards of a board, whichever way one asks for it. */
export function useBoardCommands(
  question: BoardQuestion,
  columns: readonly ColumnModel[],
  focus: BoardFocus,
  selection: BoardSelection,
): BoardCommands {
  const bridge = useBridge();
  const { moveCards, dialog } = useMoveCards();
  const { selected } = selection;
  const cardsWith = useCallback(
    (placed: PlacedCard): readonly PlacedCard[] => {
      if (!selected.has(placed.card.id)) return [placed];
      return [placed, ...[...selected.values()].filter(({ card }) => card.id !== placed.card.id)];
    },
    [selected],
  );

  const drop = async (placed: readonly PlacedCard[], column: number): Promise<void> => {
    const target = columns[column];
    const cards = placed.map(({ card }) => card);
    if (!target || !cards[0]) return;
    focus.follow(cards[0].id, column);
    const moved = await moveCards(cards, target.stage.id);
    if (moved.length > 0) selection.clear();
    focus.restore(cards[0].id, column);
  };

  const extendTo = async ({ column, index }: PlacedCard): Promise<void> => {
    const stageId = columns[column]?.stage.id;
    if (stageId === undefined) return;
    const anchor = selection.anchor();
    const begin = anchor?.column === column ? anchor.index : index;
    const from = Math.min(begin, index);
    const { rows, error } = await fetchRows(
      bridge,
      boardCards,
      (page) => ({ ...question, stageId, ...page }),
      ({ cards }) => cards,
      { from, count: Math.abs(begin - index) + 1 },
    );
    if (error) notifyError(error);
    selection.extend(rows.map((card, i) => ({ card, column, index: from + i })));
  };

  const open = (card: BoardCard): void => {
    if (card.module === 'leads') openLead(card.id);
  };
  return { cardsWith, drop, extendTo, open, dialog };
}
