import { useTable, type ReactTable } from '@tanstack/react-table';
import type { VirtualItem } from '@tanstack/react-virtual';
import { useMemo } from 'react';
import type { LeadListItem } from '../../../core/queries/lead-list.ts';
import { useColumns } from './column-store.ts';
import { useGrid } from './grid-context.ts';
import { features, leadColumns, tracksOf, type EditableField, type GridRow, type LeadColumn } from './lead-columns.tsx';

export type LeadTable = {
  readonly table: ReactTable<typeof features, GridRow>;
  readonly columns: readonly LeadColumn[];
  /** Stands for the columns that are shown. */
  readonly columnKey: string;
  readonly template: string;
  /** In rem; below it the list scrolls sideways. */
  readonly minWidth: number;
  readonly fieldOf: (column: number) => EditableField | undefined;
  /** Position of the first column that is edited in place. */
  readonly firstEditable: number;
};

/** The table of the rows on screen with the columns that a person chose. */
export function useLeadTable(
  items: readonly VirtualItem[],
  leadAt: (row: number) => LeadListItem | undefined,
): LeadTable {
  const { t } = useGrid();
  const columns = useMemo(() => leadColumns(t), [t]);
  const visibility = useColumns((state) => state.visibility);
  const table = useTable({
    features,
    columns,
    data: items.map(({ index }): GridRow => ({ index, lead: leadAt(index) })),
    getRowId: ({ index }) => String(index),
    state: { columnVisibility: visibility },
  });
  const shown = table.getVisibleLeafColumns();
  return {
    table,
    columns: shown,
    columnKey: shown.map(({ id }) => id).join(' '),
    ...tracksOf(shown),
    fieldOf: (column) => shown[column]?.columnDef.meta?.edits,
    firstEditable: shown.findIndex(({ columnDef }) => columnDef.meta?.edits),
  };
}
