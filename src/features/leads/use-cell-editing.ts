import { useCallback, useState, type ReactNode } from 'react';
import type { LeadListItem } from '../../../core/queries/lead-list.ts';
import type { EditResult } from './cell-editor.tsx';
import type { CellPosition } from './grid-keys.ts';
import type { EditableField } from './lead-columns.tsx';
import { useEditCell } from './use-edit-cell.ts';
import type { GridFocus } from './use-grid-focus.ts';

export type CellEditing = {
  /** The cell that is being edited. */
  readonly editing: CellPosition | undefined;
  /** Begins to edit a cell, where it can be. */
  readonly edit: (at: CellPosition) => void;
  readonly edited: (result: EditResult) => void;
  /** Render it: the dialog that asks for fields a stage requires. */
  readonly dialog: ReactNode;
};

/** Editing in place: one cell at a time, and the focus goes back to it. */
export function useCellEditing(
  focus: GridFocus,
  leadAt: (row: number) => LeadListItem | undefined,
  fieldOf: (column: number) => EditableField | undefined,
): CellEditing {
  const [editing, setEditing] = useState<CellPosition>();
  const { keep, dialog } = useEditCell();
  const edit = (at: CellPosition): void => {
    const lead = leadAt(at.row);
    // What is in the trash is restored before it is changed.
    if (!lead || lead.state === 'trashed' || !fieldOf(at.column)) return;
    focus.activate(at, false);
    setEditing(at);
  };
  const { refocus } = focus;
  const edited = useCallback(
    (result: EditResult): void => {
      setEditing(undefined);
      refocus();
      keep(result);
    },
    [refocus, keep],
  );
  return { editing, edit, edited, dialog };
}
