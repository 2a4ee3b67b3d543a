import { useTable } from '@tanstack/react-table';
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { leadList, type LeadListItem } from '../../../core/queries/lead-list.ts';
import { usePagedRows } from '../../ui/paging/use-paged-rows.ts';
import type { EditResult } from './cell-editor.tsx';
import { useColumns } from './column-store.ts';
import type { CellPosition } from './grid-keys.ts';
import { LeadActions } from './lead-actions.tsx';
import { features, leadColumns, tracksOf, type GridRow } from './lead-columns.tsx';
import { LeadGridHeader } from './lead-grid-header.tsx';
import { LeadRow } from './lead-grid-row.tsx';
import type { LeadOrder, LeadQuestion } from './lead-list-query.ts';
import { isRowSelected } from './row-selection.ts';
import { useEditCell } from './use-edit-cell.ts';
import { useGridFocus } from './use-grid-focus.ts';
import { useGridInput } from './use-grid-input.ts';
import { useHoldsFocus } from '../../ui/use-holds-focus.ts';
import { useLeadSelection } from './use-lead-selection.ts';
import { useRowHeight } from './use-row-height.ts';
import classes from './lead-grid.module.css';

/** Leads a page: more than two tall windows hold. */
export const pageSize = 100;
const itemsIn = (answer: { readonly items: readonly LeadListItem[] }): readonly LeadListItem[] => answer.items;

/** The leads as a table: only the rows on screen exist, in pages that are asked for as it scrolls. */
export function LeadGrid(props: {
  question: LeadQuestion;
  total: number;
  /** The lead that stands beside the list. */
  openId: string | undefined;
  onOrder: (order: LeadOrder) => void;
}) {
  const { question, total } = props;
  const { t } = useTranslation(['leads', 'common']);
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const hold = useHoldsFocus(scroller);
  const [editing, setEditing] = useState<CellPosition>();
  const leadAtRef = useRef<(row: number) => LeadListItem | undefined>(() => undefined);
  const focus = useGridFocus(useCallback((row: number) => leadAtRef.current(row)?.id, []));
  const activeRow = focus.active.row;
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    rangeExtractor: useCallback(
      (range: Range) =>
        [...new Set([...defaultRangeExtractor(range), Math.min(activeRow, range.count - 1)])].toSorted((a, b) => a - b),
      [activeRow],
    ),
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const { startIndex: first = 0, endIndex: last = 0 } = virtualizer.range ?? {};
  const rows = usePagedRows(leadList, (page) => ({ ...question, ...page }), itemsIn, {
    visible: { first, last },
    total,
    pageSize,
  });
  useLayoutEffect(() => {
    leadAtRef.current = rows.rowAt;
    const visibleRowOf = (id: string): number | undefined => {
      const row = rows.findIndex((lead) => lead.id === id);
      return row !== undefined && row >= first && row <= last ? row : undefined;
    };
    focus.rowsChanged({ idAt: (row) => rows.rowAt(row)?.id, visibleRowOf, total }, hold);
  });

  const items = virtualizer.getVirtualItems();
  const columns = useMemo(() => leadColumns(t), [t]);
  const visibility = useColumns((state) => state.visibility);
  const table = useTable({
    features,
    columns,
    data: items.map(({ index }): GridRow => ({ index, lead: rows.rowAt(index) })),
    getRowId: ({ index }) => String(index),
    state: { columnVisibility: visibility },
  });
  const shown = table.getVisibleLeafColumns();
  const tracks = tracksOf(shown);
  const columnKey = shown.map(({ id }) => id).join(' ');
  const latestOf = useCallback(
    (id: string) => {
      const row = rows.findIndex((lead) => lead.id === id);
      return row === undefined ? undefined : rows.rowAt(row);
    },
    [rows],
  );
  const selection = useLeadSelection(question, total, latestOf);
  const fieldOf = (column: number) => shown[column]?.columnDef.meta?.edits;
  const edit = (at: CellPosition): void => {
    const lead = rows.rowAt(at.row);
    if (!lead || lead.state === 'trashed' || !fieldOf(at.column)) return;
    focus.activate(at, false);
    setEditing(at);
  };
  const { keep, dialog } = useEditCell();
  const { activate } = focus;
  const edited = useCallback(
    (result: EditResult): void => {
      setEditing((at) => {
        if (at) activate(at, true);
        return undefined;
      });
      keep(result);
    },
    [activate, keep],
  );
  const input = useGridInput({
    focus,
    selection,
    size: { rows: total, columns: shown.length, rowsPerPage: Math.max(1, last - first - 1) },
    leadAt: rows.rowAt,
    fieldOf,
    firstEditable: shown.findIndex(({ columnDef }) => columnDef.meta?.edits),
    edit,
  });
  useMovedFocus(scroller, focus.active, (row) => virtualizer.scrollToIndex(row, { align: 'auto' }));

  return (
    <div className={classes.frame}>
      <div ref={scroller} className={classes.scroller}>
        <div
          role="grid"
          aria-label={t('title')}
          aria-multiselectable
          aria-rowcount={total + 1}
          aria-colcount={shown.length}
          className={classes.grid}
          style={{
            ['--columns' as string]: tracks.template,
            minWidth: `calc(${tracks.minWidth}rem + 2 * var(--ui-page-x))`,
          }}
          {...input}
        >
          <LeadGridHeader
            columns={shown}
            order={question}
            onOrder={props.onOrder}
            selected={selection.count === 0 ? 'none' : selection.count === total ? 'all' : 'some'}
            onSelectAll={selection.selectAll}
            onClear={selection.clear}
          />
          <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
            {table.getRowModel().rows.map((row, i) => {
              const { index, lead } = row.original;
              return (
                <LeadRow
                  key={lead?.id ?? row.id}
                  row={row}
                  columns={columnKey}
                  top={items[i]!.start}
                  isSelected={lead !== undefined && isRowSelected(selection.selection, lead.id)}
                  isOpen={lead !== undefined && lead.id === props.openId}
                  activeColumn={index === focus.active.row ? focus.active.column : undefined}
                  editing={editing?.row === index ? shown[editing.column]?.id : undefined}
                  onEdited={edited}
                />
              );
            })}
          </div>
        </div>
      </div>
      <LeadActions question={question} selection={selection} />
      {dialog}
    </div>
  );
}

/** Moves the document's focus to the active cell when the list asks for it. */
function useMovedFocus(
  scroller: React.RefObject<HTMLDivElement | null>,
  active: { readonly row: number; readonly column: number; readonly focusRequest: number },
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
