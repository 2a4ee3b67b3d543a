import { useCallback, useInsertionEffect, useRef, useState } from 'react';
import type { FocusHold } from '../../ui/use-holds-focus.ts';
import type { CellPosition } from './grid-keys.ts';

/** The cell that the keyboard acts on, held by the lead's id: rows that come and go around it do not move the focus. */
export type ActiveCell = CellPosition & {
  readonly id: string | undefined;
  /** Rises when the document's focus is to move there. */
  readonly focusRequest: number;
};

export type RowSource = {
  readonly idAt: (row: number) => string | undefined;
  /** Among the rows on screen only: nobody is carried off to another part of the list. */
  readonly visibleRowOf: (id: string) => number | undefined;
  readonly total: number;
};

export type GridFocus = {
  readonly active: ActiveCell;
  /** @param focus also moves the document's focus */
  readonly activate: (at: CellPosition, focus: boolean) => void;
  /** Puts the document's focus on the active cell again. */
  readonly refocus: () => void;
  /** Rows changed: keeps to the active lead while it is on screen, else to its place. */
  readonly rowsChanged: (source: RowSource, hold: FocusHold) => void;
};

/** The column of the name: where the keyboard begins. */
const nameColumn = 1;

/** Which cell of the list the keyboard acts on. */
export function useGridFocus(idAt: (row: number) => string | undefined): GridFocus {
  const [active, setActive] = useState<ActiveCell>({ row: 0, column: nameColumn, id: undefined, focusRequest: 0 });
  const latest = useRef({ active, idAt });
  // Before any layout effect: the rows are compared in one.
  useInsertionEffect(() => {
    latest.current = { active, idAt };
  });
  const activate = useCallback((at: CellPosition, focus: boolean): void => {
    setActive((before) => ({
      ...at,
      id: latest.current.idAt(at.row),
      focusRequest: before.focusRequest + Number(focus),
    }));
  }, []);
  const refocus = useCallback((): void => {
    setActive((before) => ({ ...before, focusRequest: before.focusRequest + 1 }));
  }, []);
  const rowsChanged = useCallback(
    (source: RowSource, hold: FocusHold): void => {
      const { active } = latest.current;
      if (source.total === 0) return;
      if (active.row < source.total && source.idAt(active.row) === active.id) return;
      const moved = active.id === undefined ? undefined : source.visibleRowOf(active.id);
      const row = moved ?? Math.min(active.row, source.total - 1);
      if (row === active.row && source.idAt(row) === active.id) return;
      activate({ row, column: active.column }, row === active.row ? hold.isLost() : hold.holds());
    },
    [activate],
  );
  return { active, activate, refocus, rowsChanged };
}
