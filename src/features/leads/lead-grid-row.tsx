import { FlexRender, type Row } from '@tanstack/react-table';
import { memo } from 'react';
import { CellEditor, type EditResult } from './cell-editor.tsx';
import { useGrid } from './grid-context.ts';
import { SelectBox } from './lead-cells.tsx';
import type { features, GridRow } from './lead-columns.tsx';
import classes from './lead-grid.module.css';

export type LeadRowProps = {
  readonly row: Row<typeof features, GridRow>;
  /** Stands for the visible columns: the row's own cells are asked for only when it changes. */
  readonly columns: string;
  /** Distance from the top of the list, CSS pixels. */
  readonly top: number;
  readonly isSelected: boolean;
  /** The lead that stands beside the list. */
  readonly isOpen: boolean;
  /** Position of the column whose cell Tab reaches, when it is in this row. */
  readonly activeColumn: number | undefined;
  /** The column that is being edited in this row. */
  readonly editing: string | undefined;
  readonly onEdited: (result: EditResult) => void;
};

/** One row. Clicks and keys are handled by the grid, which finds the cell by its data attributes. */
export const LeadRow = memo(function LeadRow(props: LeadRowProps) {
  const { row, activeColumn, editing } = props;
  const { index, lead } = row.original;
  const { t } = useGrid();
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={props.isSelected}
      aria-label={lead ? undefined : t('loading')}
      data-row={index}
      data-loading={lead === undefined || undefined}
      data-open={props.isOpen || undefined}
      data-state={lead?.state}
      className={classes.row}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      {row.getVisibleCells().map((cell, column) => {
        const { id } = cell.column;
        const meta = cell.column.columnDef.meta;
        return (
          <div
            key={id}
            role="gridcell"
            aria-colindex={column + 1}
            tabIndex={column === activeColumn ? 0 : -1}
            data-column={column}
            data-edits={lead && meta?.edits}
            data-align={meta?.align}
            className={classes.cell}
          >
            {id === 'select' && <SelectBox lead={lead} checked={props.isSelected} />}
            {lead && editing === id && meta?.edits ? (
              <CellEditor field={meta.edits} lead={lead} onDone={props.onEdited}>
                <FlexRender cell={cell} />
              </CellEditor>
            ) : (
              <FlexRender cell={cell} />
            )}
          </div>
        );
      })}
    </div>
  );
}, hasSameContent);

/** The table makes new row objects for each window of rows; what is shown is the lead. */
function hasSameContent(before: LeadRowProps, after: LeadRowProps): boolean {
  return (
    before.row.original.lead === after.row.original.lead &&
    before.row.original.index === after.row.original.index &&
    before.columns === after.columns &&
    before.top === after.top &&
    before.isSelected === after.isSelected &&
    before.isOpen === after.isOpen &&
    before.activeColumn === after.activeColumn &&
    before.editing === after.editing &&
    before.onEdited === after.onEdited
  );
}
