/** A cell of the list: the row's position and the column's position among the visible ones. */
export type CellPosition = { readonly row: number; readonly column: number };

/** How large the grid is. */
export type GridSize = { readonly rows: number; readonly columns: number; readonly rowsPerPage: number };

export type GridAction =
  | { readonly kind: 'focus'; readonly to: CellPosition; readonly extend: boolean }
  | { readonly kind: 'activate' | 'edit' | 'toggle' | 'selectAll' | 'clear' };

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/**
 * What a key does in the list (the ARIA grid pattern). The letters (j, k, x, e) are shortcuts of the whole screen.
 * @param isRightToLeft whether the columns run from right to left
 */
export function gridActionOf(
  event: Key,
  at: CellPosition,
  size: GridSize,
  isRightToLeft: boolean,
): GridAction | undefined {
  if (event.altKey) return undefined;
  const withMod = event.ctrlKey || event.metaKey;
  if (withMod && event.key.toLowerCase() === 'a') return { kind: 'selectAll' };
  const to = targetOf(event.key, withMod, at, size, isRightToLeft);
  if (to) return { kind: 'focus', to: clampCell(to, size), extend: event.shiftKey && to.row !== at.row };
  if (withMod) return undefined;
  switch (event.key) {
    case 'Enter':
      return { kind: 'activate' };
    case 'F2':
      return { kind: 'edit' };
    case ' ':
      return { kind: 'toggle' };
    case 'Escape':
      return { kind: 'clear' };
    default:
      return undefined;
  }
}

function targetOf(
  key: string,
  withMod: boolean,
  at: CellPosition,
  size: GridSize,
  isRightToLeft: boolean,
): CellPosition | undefined {
  const forward = isRightToLeft ? -1 : 1;
  switch (key) {
    case 'ArrowUp':
      return { ...at, row: at.row - 1 };
    case 'ArrowDown':
      return { ...at, row: at.row + 1 };
    case 'ArrowLeft':
      return { ...at, column: at.column - forward };
    case 'ArrowRight':
      return { ...at, column: at.column + forward };
    case 'PageUp':
      return { ...at, row: at.row - size.rowsPerPage };
    case 'PageDown':
      return { ...at, row: at.row + size.rowsPerPage };
    case 'Home':
      return withMod ? { row: 0, column: at.column } : { ...at, column: 0 };
    case 'End':
      return withMod ? { row: size.rows - 1, column: at.column } : { ...at, column: size.columns - 1 };
    default:
      return undefined;
  }
}

/** @returns the nearest cell that exists */
export function clampCell(at: CellPosition, { rows, columns }: GridSize): CellPosition {
  return {
    row: Math.max(0, Math.min(at.row, rows - 1)),
    column: Math.max(0, Math.min(at.column, columns - 1)),
  };
}
