import { VisuallyHidden } from '@mantine/core';
import { useCallback, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { openLead } from '../../app/router.ts';
import { useBridge } from '../../bridge/hooks.ts';
import { boardCards, type BoardCard } from '../../../core/queries/board.ts';
import { useNow } from '../../ui/date-text.tsx';
import { fetchRows } from '../../ui/paging/fetch-rows.ts';
import { notifyError } from '../../ui/notify.ts';
import { BoardColumn } from './board-column.tsx';
import { BoardDragContext } from './board-drag-context.ts';
import type { BoardQuestion, ColumnModel, PlacedCard } from './board-model.ts';
import { BoardSelectionBar } from './board-selection-bar.tsx';
import { CardMenu } from './card-menu.tsx';
import type { CardListHandle } from './card-list.tsx';
import { useBoardDrag } from './use-board-drag.ts';
import { useBoardFocus } from './use-board-focus.ts';
import { useBoardInput } from './use-board-input.ts';
import { useBoardSelection } from './use-board-selection.ts';
import { useCarry } from './use-carry.ts';
import { useCardMenu } from './use-card-menu.ts';
import { useCardMeasures } from './use-card-measures.ts';
import { useHoldsFocus } from '../../ui/use-holds-focus.ts';
import { useMoveCards } from './use-move-cards.tsx';
import { useOwnerOf } from './use-owner-of.ts';
import classes from './board.module.css';

const hourMs = 3_600_000;

/**
 * The columns of a pipeline and everything one can do with their cards: look, select, open, and move them with the pointer,
 * the keyboard or a menu.
 */
export function Board(props: {
  question: BoardQuestion;
  columns: readonly ColumnModel[];
  currency: string;
  isCompact: boolean;
}) {
  const { question, columns } = props;
  const { t } = useTranslation(['pipeline', 'common']);
  const bridge = useBridge();
  const root = useRef<HTMLDivElement>(null);
  const lists = useRef(new Map<number, CardListHandle>());
  const listOf = useCallback((column: number) => lists.current.get(column), []);
  const registerList = useCallback((column: number, list: CardListHandle | null): void => {
    if (list) lists.current.set(column, list);
    else lists.current.delete(column);
  }, []);
  const counts = useMemo(() => columns.map(({ totals }) => totals.count), [columns]);
  const hold = useHoldsFocus(root);
  const focus = useBoardFocus(counts, listOf, hold);
  const selection = useBoardSelection();
  const { moveCards, dialog } = useMoveCards();
  const ownerOf = useOwnerOf();
  const height = useCardMeasures(props.isCompact);
  const now = Math.floor(useNow() / hourMs) * hourMs;

  const cardAt = useCallback(
    (column: number, index: number): PlacedCard | undefined => {
      const card = listOf(column)?.cardAt(index);
      return card && { card, column, index };
    },
    [listOf],
  );
  const { selected } = selection;
  const cardsWith = useCallback(
    (placed: PlacedCard): readonly PlacedCard[] => {
      if (!selected.has(placed.card.id)) return [placed];
      return [placed, ...[...selected.values()].filter(({ card }) => card.id !== placed.card.id)];
    },
    [selected],
  );
  const drop = async (cards: readonly PlacedCard[], column: number): Promise<void> => {
    const target = columns[column];
    const [leader] = cards;
    if (!target || !leader) return;
    focus.follow(leader.card.id, column);
    const moved = await moveCards(
      cards.map(({ card }) => card),
      target.stage.id,
    );
    if (moved.length > 0) selection.clear();
    else focus.restore();
  };
  const { drag, lifted } = useBoardDrag({
    board: root,
    cardsWith,
    nameOf: ({ card }) => card.title || t('common:unnamedLead'),
    onDrop: (cards, column) => void drop(cards, column),
  });
  const carry = useCarry(columns, (cards, column) => {
    listOf(column)?.scrollToTop();
    void drop(cards, column);
  });
  const menu = useCardMenu(root);
  const extendTo = async (placed: PlacedCard): Promise<void> => {
    const anchor = selection.anchor();
    const stage = columns[placed.column]?.stage;
    const from = anchor?.column === placed.column ? Math.min(anchor.index, placed.index) : placed.index;
    const to = anchor?.column === placed.column ? Math.max(anchor.index, placed.index) : placed.index;
    if (!stage) return;
    const { rows, error } = await fetchRows(
      bridge,
      boardCards,
      (page) => ({ ...question, stageId: stage.id, ...page }),
      (answer) => answer.cards,
      { from, count: to - from + 1 },
    );
    if (error) notifyError(error);
    selection.extend(rows.map((card, i) => ({ card, column: placed.column, index: from + i })));
  };
  const open = (card: BoardCard): void => {
    if (card.module === 'leads') openLead(card.id);
  };
  const input = useBoardInput({ focus, selection, carry, menu, cardAt, cardsWith, extendTo, open });
  const liftedIds = useMemo(() => (carry.carry ? new Set(carry.carry.ids) : lifted), [carry.carry, lifted]);
  const tabStop = focus.active ?? firstCard(counts);

  return (
    <BoardDragContext value={drag}>
      <div className={classes.frame}>
        <div ref={root} className={classes.board} data-density={props.isCompact ? 'compact' : undefined} {...input}>
          {columns.map((model, column) => (
            <BoardColumn
              key={model.stage.id}
              model={model}
              column={column}
              question={question}
              currency={props.currency}
              height={height}
              isCompact={props.isCompact}
              active={tabStop?.column === column ? tabStop : undefined}
              selected={selected}
              lifted={liftedIds}
              isCarryTarget={carry.carry?.over === column}
              ownerOf={ownerOf}
              now={now}
              onCards={focus.cardsChanged}
              registerList={registerList}
            />
          ))}
        </div>
        <BoardSelectionBar
          selected={selected}
          columns={columns}
          onMove={(stageId) =>
            void drop(
              [...selected.values()],
              columns.findIndex(({ stage }) => stage.id === stageId),
            )
          }
          onClear={selection.clear}
        />
      </div>
      <CardMenu menu={menu} columns={columns} onMove={(cards, column) => void drop(cards, column)} />
      <VisuallyHidden id="board-keys">{t('keys')}</VisuallyHidden>
      <VisuallyHidden role="status" aria-live="assertive">
        {carry.announcement}
      </VisuallyHidden>
      {dialog}
    </BoardDragContext>
  );
}

function firstCard(counts: readonly number[]) {
  const column = counts.findIndex((count) => count > 0);
  return column < 0 ? undefined : { column, index: 0, id: undefined, focusRequest: 0 };
}
