import { defaultRangeExtractor, useVirtualizer, type Range, type Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { leadList, type LeadListItem } from '../../../core/queries/lead-list.ts';
import { usePagedRows, type PagedRows } from '../../ui/paging/use-paged-rows.ts';
import { useHoldsFocus } from '../../ui/use-holds-focus.ts';
import type { LeadQuestion } from './lead-list-query.ts';
import { useGridFocus, type GridFocus } from './use-grid-focus.ts';
import { useRowHeight } from './use-row-height.ts';

/** Leads a page: more than two tall windows hold. */
export const pageSize = 100;
const itemsIn = (answer: { readonly items: readonly LeadListItem[] }): readonly LeadListItem[] => answer.items;

export type LeadRows = {
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly rows: PagedRows<LeadListItem>;
  readonly focus: GridFocus;
  /** Rows that fit on the screen. */
  readonly rowsPerScreen: number;
};

/** The rows on screen, in pages that are asked for as the list scrolls, and the cell that has the focus among them. */
export function useLeadRows(
  question: LeadQuestion,
  total: number,
  scroller: RefObject<HTMLDivElement | null>,
): LeadRows {
  const rowHeight = useRowHeight();
  const hold = useHoldsFocus(scroller);
  const leadAt = useRef<(row: number) => LeadListItem | undefined>(() => undefined);
  const focus = useGridFocus(useCallback((row: number) => leadAt.current(row)?.id, []));
  const activeRow = focus.active.row;
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // The row that has the focus stays in the document however far the list is scrolled.
    rangeExtractor: useCallback((range: Range) => withRow(range, activeRow), [activeRow]),
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const { startIndex: first = 0, endIndex: last = 0 } = virtualizer.range ?? {};
  const visible = { first, last };
  const rows = usePagedRows(leadList, (page) => ({ ...question, ...page }), itemsIn, { visible, total, pageSize });
  useLayoutEffect(() => {
    leadAt.current = rows.rowAt;
    const visibleRowOf = (id: string): number | undefined => {
      const row = rows.findIndex((lead) => lead.id === id);
      return row !== undefined && row >= first && row <= last ? row : undefined;
    };
    focus.rowsChanged({ idAt: (row) => rows.rowAt(row)?.id, visibleRowOf, total }, hold);
  });
  useMovedFocus(scroller, focus.active, (row) => virtualizer.scrollToIndex(row, { align: 'auto' }));
  return { virtualizer, rows, focus, rowsPerScreen: Math.max(1, last - first - 1) };
}

function withRow(range: Range, row: number): number[] {
  const indexes = new Set([...defaultRangeExtractor(range), Math.min(row, range.count - 1)]);
  return [...indexes].toSorted((a, b) => a - b);
}

/** Moves the document's focus to the active cell when the list asks for it. */
function useMovedFocus(
  scroller: RefObject<HTMLDivElement | null>,
  active: GridFocus['active'],
  scrollTo: (row: number) => void,
): void {
  const done = useRef(active.focusRequest);
  useLayoutEffect(() => {
    if (active.focusRequest === done.current) return;
    done.current = active.focusRequest;
    scrollTo(active.row);
    const cell = scroller.current?.querySelector<HTMLElement>(
      `[data-row="${active.row}"] [data-column="${active.column}"]`,
    );
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  });
}
