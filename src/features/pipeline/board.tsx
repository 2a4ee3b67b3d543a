import { VisuallyHidden } from '@mantine/core';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../ui/date-text.tsx';
import { useHoldsFocus } from '../../ui/use-holds-focus.ts';
import { BoardColumn } from './board-column.tsx';
import { BoardDragContext } from './board-drag-context.ts';
import type { BoardQuestion, ColumnModel } from './board-model.ts';
import { BoardSelectionBar } from './board-selection-bar.tsx';
import type { CardListProps } from './card-list.tsx';
import { CardMenu } from './card-menu.tsx';
import { useBoardCommands } from './use-board-commands.ts';
import { useBoardDrag } from './use-board-drag.ts';
import { useBoardFocus, type ActiveCard } from './use-board-focus.ts';
import { useBoardInput } from './use-board-input.ts';
import { useBoardSelection } from './use-board-selection.ts';
import { useCardHeight } from './use-card-height.ts';
import { useCardLists, type CardLists } from './use-card-lists.ts';
import { useCardMenu } from './use-card-menu.ts';
import { useCarry } from './use-carry.ts';
import { useOwnerOf } from './use-owner-of.ts';
import classes from './board.module.css';

const hourMs = 3_600_000;

type BoardProps = {
  readonly question: BoardQuestion;
  readonly columns: readonly ColumnModel[];
  readonly currency: string;
  readonly isCompact: boolean;
  /** The lead that stands beside the board. */
  readonly openId: string | undefined;
};

/**
 * The columns of a pipeline and everything one can do with their cards: look, select, open, and move them with the pointer,
 * the keyboard or a menu.
 */
export function Board(props: BoardProps) {
  const { columns } = props;
  const { t } = useTranslation(['pipeline', 'common']);
  const root = useRef<HTMLDivElement>(null);
  const { listOf, registerList, cardAt } = useCardLists();
  const counts = useMemo(() => columns.map(({ totals }) => totals.count), [columns]);
  const focus = useBoardFocus(counts, listOf, useHoldsFocus(root));
  const selection = useBoardSelection();
  const commands = useBoardCommands(props.question, columns, focus, selection);
  const { cardsWith, drop } = commands;
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
  const input = useBoardInput({ focus, selection, carry, menu, cardAt, ...commands });
  const carried = useMemo(() => (carry.carry ? new Set(carry.carry.ids) : lifted), [carry.carry, lifted]);
  return (
    <BoardDragContext value={drag}>
      <div className={classes.frame}>
        <div ref={root} className={classes.board} {...input}>
          <Columns
            {...props}
            tabStop={focus.active ?? firstCard(counts)}
            selected={selection.selected}
            lifted={carried}
            target={carry.carry?.over}
            onCards={focus.cardsChanged}
            registerList={registerList}
          />
        </div>
        <BoardSelectionBar
          selected={selection.selected}
          columns={columns}
          onMove={(column) => void drop([...selection.selected.values()], column)}
          onClear={selection.clear}
        />
      </div>
      <CardMenu menu={menu} columns={columns} onMove={(cards, column) => void drop(cards, column)} />
      <VisuallyHidden id="board-keys">{t('keys')}</VisuallyHidden>
      <VisuallyHidden role="status" aria-live="assertive">
        {carry.announcement}
      </VisuallyHidden>
      {commands.dialog}
    </BoardDragContext>
  );
}

type ColumnsProps = BoardProps &
  Pick<CardListProps, 'selected' | 'lifted' | 'onCards'> & {
    readonly tabStop: ActiveCard | undefined;
    /** The column into which carried cards would drop. */
    readonly target: number | undefined;
    readonly registerList: CardLists['registerList'];
  };

function Columns({ columns, tabStop, target, ...shared }: ColumnsProps) {
  const ownerOf = useOwnerOf();
  const height = useCardHeight(shared.isCompact);
  const now = Math.floor(useNow() / hourMs) * hourMs;
  return columns.map((model, column) => (
    <BoardColumn
      key={model.stage.id}
      {...shared}
      model={model}
      column={column}
      height={height}
      active={tabStop?.column === column ? tabStop : undefined}
      isCarryTarget={target === column}
      ownerOf={ownerOf}
      now={now}
    />
  ));
}

/** Where Tab enters the board as long as no card has had the focus. */
function firstCard(counts: readonly number[]): ActiveCard | undefined {
  const column = counts.findIndex((count) => count > 0);
  return column < 0 ? undefined : { column, index: 0, id: undefined, focusRequest: 0 };
}
