/**
 * Which rows of a list are selected. "All" is everything the filters match, loaded or not, without the rows taken out again:
 * 100,000 ids are never held to say "all of them".
 */
export type RowSelection =
  | { readonly kind: 'some'; readonly ids: ReadonlySet<string> }
  | { readonly kind: 'all'; readonly except: ReadonlySet<string> };

export const nothingSelected: RowSelection = { kind: 'some', ids: new Set() };
export const everythingSelected: RowSelection = { kind: 'all', except: new Set() };

/** @returns whether a row is selected */
export function isRowSelected(selection: RowSelection, id: string): boolean {
  return selection.kind === 'all' ? !selection.except.has(id) : selection.ids.has(id);
}

/**
 * @param total rows that the filters match
 * @returns how many rows are selected
 */
export function selectedCount(selection: RowSelection, total: number): number {
  return selection.kind === 'all' ? Math.max(0, total - selection.except.size) : selection.ids.size;
}

/** Selects one row more, or takes it out. */
export function toggleRow(selection: RowSelection, id: string): RowSelection {
  return setRows(selection, [id], !isRowSelected(selection, id));
}

/** Selects rows, or takes them out; the others stay as they are. */
export function setRows(selection: RowSelection, ids: readonly string[], selected: boolean): RowSelection {
  if (selection.kind === 'all') return { kind: 'all', except: changed(selection.except, ids, !selected) };
  return { kind: 'some', ids: changed(selection.ids, ids, selected) };
}

function changed(set: ReadonlySet<string>, ids: readonly string[], present: boolean): ReadonlySet<string> {
  const next = new Set(set);
  for (const id of ids) {
    if (present) next.add(id);
    else next.delete(id);
  }
  return next;
}

/** @returns the positions from one row to another, both included, whichever comes first */
export function rangeBetween(anchor: number, index: number): { readonly from: number; readonly to: number } {
  return { from: Math.min(anchor, index), to: Math.max(anchor, index) };
}
