import { useVirtualizer, defaultRangeExtractor, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { boardCards, type BoardCard, type BoardCards } from '../../../core/queries/board.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { usePagedRows, type Page } from '../../ui/paging/use-paged-rows.ts';
import { BoardCardRow, type CardOwner } from './board-card.tsx';
import type { BoardQuestion, PlacedCard } from './board-model.ts';
import type { CardListHandle } from './card-list-handle.ts';
import type { ActiveCard } from './use-board-focus.ts';
import classes from './board-column.module.css';

/** Cards a page: two screens of a tall window. */
const pageSize = 60;
const cardsIn = (answer: BoardCards): readonly BoardCard[] => answer.cards;

export type CardListProps = {
  readonly question: BoardQuestion;
  readonly stageId: string;
  readonly column: number;
  readonly count: number;
  /** What a screen reader calls the column. */
  readonly label: string;
  readonly height: number;
  readonly isCompact: boolean;
  /** The active card, when it is in this column. */
  readonly active: ActiveCard | undefined;
  readonly selected: ReadonlyMap<string, PlacedCard>;
  readonly lifted: ReadonlySet<string>;
  /** The lead that stands beside the board. */
  readonly openId: string | undefined;
  readonly ownerOf: (id: string | null) => CardOwner | undefined;
  readonly now: number;
  /** The cards on screen changed: the active card may have moved. */
  readonly onCards: (column: number) => void;
  readonly handle: Ref<CardListHandle>;
};

/** The cards of a column: only those on screen exist, in pages that are asked for as the column scrolls. */
export function CardList(props: CardListProps) {
  const { question, stageId, column, count, active } = props;
  const { t } = useTranslation(['pipeline', 'common']);
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const activeIndex = active && active.index < count ? active.index : undefined;
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => props.height,
    overscan: 4,
    rangeExtractor: useCallback((range: Range) => withIndex(defaultRangeExtractor(range), activeIndex), [activeIndex]),
  });
  useEffect(() => virtualizer.measure(), [virtualizer, props.height]);
  const items = virtualizer.getVirtualItems();
  const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {};
  const paramsOf = ({ offset, limit }: Page) => ({ ...question, stageId, offset, limit });
  const rows = usePagedRows(boardCards, paramsOf, cardsIn, {
    visible: { first: startIndex, last: endIndex },
    total: count,
    pageSize,
  });
  useImperativeHandle(
    props.handle,
    () => ({
      cardAt: rows.rowAt,
      indexOf: (id) => rows.findIndex((card) => card.id === id),
      element: () => scroller.current,
      scrollToTop: () => virtualizer.scrollToOffset(0),
    }),
    [rows, virtualizer],
  );
  const { onCards } = props;
  useLayoutEffect(() => onCards(column), [onCards, column, rows]);
  useMovedFocus(active, scroller, (index) => virtualizer.scrollToIndex(index, { align: 'auto' }));
  const seen = new Set<string>();
  return (
    <div ref={scroller} className={classes.list}>
      <div
        role="grid"
        aria-label={props.label}
        aria-multiselectable
        aria-rowcount={count}
        aria-colcount={1}
        aria-describedby="board-keys"
        className={classes.cards}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {items.map(({ index, start }) => {
          const card = rows.rowAt(index);
          return (
            <BoardCardRow
              key={keyOf(card, index, seen)}
              card={card}
              owner={props.ownerOf(card?.assigneeId ?? null)}
              column={column}
              index={index}
              top={start}
              height={props.height}
              isTabStop={index === activeIndex}
              isOpen={card !== undefined && card.id === props.openId}
              isSelected={card !== undefined && props.selected.has(card.id)}
              isLifted={card !== undefined && props.lifted.has(card.id)}
              isCompact={props.isCompact}
              now={props.now}
              t={t}
              format={format}
            />
          );
        })}
        {count === 0 && <EmptyColumn text={t('column.empty')} />}
      </div>
    </div>
  );
}

function EmptyColumn({ text }: { text: string }) {
  return (
    <div role="row" className={classes.empty}>
      <div role="gridcell">{text}</div>
    </div>
  );
}

/** While a row arrives on one page and leaves the next, both may show it for a moment. */
function keyOf(card: BoardCard | undefined, index: number, seen: Set<string>): string {
  if (!card || seen.has(card.id)) return `at ${index}`;
  seen.add(card.id);
  return card.id;
}

/** The card that has the focus stays in the document however far the column is scrolled: focus is never lost. */
function withIndex(indexes: number[], index: number | undefined): number[] {
  if (index === undefined || indexes.includes(index)) return indexes;
  return [...indexes, index].toSorted((a, b) => a - b);
}

/** Moves the document's focus to the active card when the board asks for it. */
function useMovedFocus(
  active: ActiveCard | undefined,
  scroller: React.RefObject<HTMLDivElement | null>,
  scrollTo: (index: number) => void,
): void {
  const request = active?.focusRequest ?? 0;
  const done = useRef(request);
  useLayoutEffect(() => {
    if (!active || request === done.current) return;
    done.current = request;
    scrollTo(active.index);
    const card = scroller.current?.querySelector<HTMLElement>(`[data-index="${active.index}"]`);
    card?.focus({ preventScroll: true });
    scroller.current?.parentElement?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  });
}
