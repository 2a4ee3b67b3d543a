import { useCallback, useRef } from 'react';
import { isRowSelected } from './row-selection.ts';
import { useGrid } from './grid-context.ts';
import { LeadActions } from './lead-actions.tsx';
import { LeadGridHeader } from './lead-grid-header.tsx';
import { LeadRow } from './lead-grid-row.tsx';
import type { LeadOrder, LeadQuestion } from './lead-list-query.ts';
import { useCellEditing, type CellEditing } from './use-cell-editing.ts';
import { useGridInput } from './use-grid-input.ts';
import { useLeadRows, type LeadRows } from './use-lead-rows.ts';
import { useLeadSelection, type LeadSelectionState } from './use-lead-selection.ts';
import { useLeadTable, type LeadTable } from './use-lead-table.ts';
import classes from './lead-grid.module.css';

/** The leads as a table: only the rows on screen exist, in pages that are asked for as it scrolls. */
export function LeadGrid(props: {
  question: LeadQuestion;
  total: number;
  /** The lead that stands beside the list. */
  openId: string | undefined;
  onOrder: (order: LeadOrder) => void;
}) {
  const { question, total } = props;
  const { t } = useGrid();
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useLeadRows(question, total, scroller);
  const { rows, focus, virtualizer } = shown;
  const table = useLeadTable(virtualizer.getVirtualItems(), rows.rowAt);
  const { columns, fieldOf, firstEditable } = table;
  const latestOf = useCallback((id: string) => rowOf(rows, id), [rows]);
  const selection = useLeadSelection(question, total, latestOf);
  const editing = useCellEditing(focus, rows.rowAt, fieldOf);
  const size = { rows: total, columns: columns.length, rowsPerPage: shown.rowsPerScreen };
  const { edit } = editing;
  const input = useGridInput({ focus, selection, size, leadAt: rows.rowAt, fieldOf, firstEditable, edit });
  const minWidth = `calc(${table.minWidth}rem + 2 * var(--ui-page-x))`;
  return (
    <div className={classes.frame}>
      <div ref={scroller} className={classes.scroller}>
        <div
          role="grid"
          aria-label={t('title')}
          aria-multiselectable
          aria-rowcount={total + 1}
          aria-colcount={columns.length}
          className={classes.grid}
          style={{ ['--columns' as string]: table.template, minWidth }}
          {...input}
        >
          <LeadGridHeader
            columns={columns}
            order={question}
            onOrder={props.onOrder}
            selected={selection.count === 0 ? 'none' : selection.count === total ? 'all' : 'some'}
            onSelectAll={selection.selectAll}
            onClear={selection.clear}
          />
          <Rows shown={shown} table={table} selection={selection} editing={editing} openId={props.openId} />
        </div>
      </div>
      <LeadActions question={question} selection={selection} />
      {editing.dialog}
    </div>
  );
}

function Rows(props: {
  shown: LeadRows;
  table: LeadTable;
  selection: LeadSelectionState;
  editing: CellEditing;
  openId: string | undefined;
}) {
  const { table, selection } = props;
  const { virtualizer, focus } = props.shown;
  const { editing, edited } = props.editing;
  const items = virtualizer.getVirtualItems();
  return (
    <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
      {table.table.getRowModel().rows.map((row, i) => {
        const { index, lead } = row.original;
        return (
          <LeadRow
            key={lead?.id ?? row.id}
            row={row}
            columns={table.columnKey}
            top={items[i]!.start}
            isSelected={lead !== undefined && isRowSelected(selection.selection, lead.id)}
            isOpen={lead !== undefined && lead.id === props.openId}
            activeColumn={index === focus.active.row ? focus.active.column : undefined}
            editing={editing?.row === index ? table.columns[editing.column]?.id : undefined}
            onEdited={edited}
          />
        );
      })}
    </div>
  );
}

function rowOf(rows: LeadRows['rows'], id: string) {
  const row = rows.findIndex((lead) => lead.id === id);
  return row === undefined ? undefined : rows.rowAt(row);
}
