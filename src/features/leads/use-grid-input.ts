import {
  useEffect,
  useMemo,
  useRef,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadListItem } from '../../../core/queries/lead-list.ts';
import { currentRoute, openLead, setQuery } from '../../app/router.ts';
import { useShortcuts, type Shortcut } from '../../app/shortcuts.ts';
import { clampCell, gridActionOf, type CellPosition, type GridSize } from './grid-keys.ts';
import type { EditableField } from './lead-columns.tsx';
import type { GridFocus } from './use-grid-focus.ts';
import type { LeadSelectionState } from './use-lead-selection.ts';

export type GridParts = {
  readonly focus: GridFocus;
  readonly selection: LeadSelectionState;
  readonly size: GridSize;
  readonly leadAt: (row: number) => LeadListItem | undefined;
  /** The field a column edits, and the column of the first field that is edited. */
  readonly fieldOf: (column: number) => EditableField | undefined;
  readonly firstEditable: number;
  readonly edit: (at: CellPosition) => void;
};

type GridHandlers = {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onClick: (event: MouseEvent) => void;
  readonly onFocus: (event: FocusEvent) => void;
};

/** Keys and clicks of the whole list, handled in one place: cells only carry their position. */
export function useGridInput(parts: GridParts): GridHandlers {
  const latest = useRef(parts);
  useEffect(() => {
    latest.current = parts;
  });
  useGridShortcuts(latest);
  return useMemo<GridHandlers>(
    () => ({
      onKeyDown: (event) => pressed(event, latest.current),
      onClick: (event) => clicked(event, latest.current),
      onFocus: (event) => {
        const at = cellOf(event.target);
        const { focus } = latest.current;
        if (at && (at.row !== focus.active.row || at.column !== focus.active.column)) focus.activate(at, false);
      },
    }),
    [],
  );
}

/** The cell an event comes from; nothing for what floats above the list (React sends its events through here too). */
function cellOf(target: EventTarget): CellPosition | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
  const row = cell?.closest<HTMLElement>('[data-row]');
  return cell && row ? { row: Number(row.dataset['row']), column: Number(cell.dataset['column']) } : undefined;
}

function pressed(event: KeyboardEvent, parts: GridParts): void {
  const at = cellOf(event.target);
  const isRightToLeft = document.documentElement.dir === 'rtl';
  const action = at && gridActionOf(event, at, parts.size, isRightToLeft);
  if (!action) return;
  const lead = parts.leadAt(at.row);
  if (action.kind === 'clear' && parts.selection.count === 0) return;
  event.preventDefault();
  switch (action.kind) {
    case 'focus':
      if (action.extend) void parts.selection.extendTo(action.to.row);
      moveTo(action.to, parts);
      return;
    case 'activate':
      if (parts.fieldOf(at.column)) parts.edit(at);
      else if (lead) openLead(lead.id);
      return;
    case 'edit':
      parts.edit(at);
      return;
    case 'toggle':
      if (lead) parts.selection.toggle(lead, at.row);
      return;
    case 'selectAll':
      parts.selection.selectAll();
      return;
    case 'clear':
      parts.selection.clear();
  }
}

/** Moves the focus; the lead beside the list follows it. */
function moveTo(to: CellPosition, parts: GridParts): void {
  parts.focus.activate(clampCell(to, parts.size), true);
  const lead = parts.leadAt(to.row);
  if (lead && currentRoute().query['lead'] !== undefined) setQuery({ lead: lead.id }, { replace: true });
}

function clicked(event: MouseEvent, parts: GridParts): void {
  const at = cellOf(event.target);
  const lead = at && parts.leadAt(at.row);
  if (!lead) return;
  const { selection } = parts;
  if (event.shiftKey) void selection.extendTo(at.row);
  else if (at.column === 0 || event.ctrlKey || event.metaKey) selection.toggle(lead, at.row);
  else if (parts.fieldOf(at.column)) parts.edit(at);
  else {
    selection.setAnchor(at.row);
    openLead(lead.id);
  }
}

/** The letters, which work wherever the focus is on this screen. */
function useGridShortcuts(latest: RefObject<GridParts>): void {
  const { t } = useTranslation('leads');
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    const here = (
      id: string,
      keys: string,
      label: string,
      run: (parts: GridParts, at: CellPosition) => void,
    ): Shortcut => ({
      id: `leads.${id}`,
      keys,
      label,
      group: 'here',
      run: () => run(latest.current, latest.current.focus.active),
    });
    const toNeighbour = (step: number) => (parts: GridParts, at: CellPosition) => {
      const isThere = document.activeElement?.closest('[data-row]') !== null;
      moveTo(clampCell({ ...at, row: isThere ? at.row + step : at.row }, parts.size), parts);
    };
    return [
      here('next', 'j', t('shortcut.next'), toNeighbour(1)),
      here('previous', 'k', t('shortcut.previous'), toNeighbour(-1)),
      here('select', 'x', t('shortcut.select'), ({ leadAt, selection }, { row }) => {
        const lead = leadAt(row);
        if (lead) selection.toggle(lead, row);
      }),
      here('edit', 'e', t('shortcut.edit'), (parts, at) =>
        parts.edit(parts.fieldOf(at.column) ? at : { ...at, column: parts.firstEditable }),
      ),
      here('all', 'mod+a', t('shortcut.all'), ({ selection }) => selection.selectAll()),
    ];
  }, [t, latest]);
  useShortcuts(shortcuts);
}
