import { useEffect, useMemo, useRef, type FocusEvent, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardCard } from '../../../core/queries/board.ts';
import { currentRoute, setQuery } from '../../app/router.ts';
import { useShortcuts, type Shortcut } from '../../app/shortcuts.ts';
import type { CardPosition, FocusMove } from './board-focus.ts';
import { boardActionOf } from './board-keys.ts';
import type { PlacedCard } from './board-model.ts';
import type { BoardFocus } from './use-board-focus.ts';
import type { BoardSelection } from './use-board-selection.ts';
import type { CardMenuState } from './use-card-menu.ts';
import type { KeyboardCarry } from './use-carry.ts';

type BoardParts = {
  readonly focus: BoardFocus;
  readonly selection: BoardSelection;
  readonly carry: KeyboardCarry;
  readonly menu: CardMenuState;
  readonly cardAt: (column: number, index: number) => PlacedCard | undefined;
  /** The selection a card belongs to, or the card itself. */
  readonly cardsWith: (placed: PlacedCard) => readonly PlacedCard[];
  /** Selects up to a card from where the selection was begun. */
  readonly extendTo: (placed: PlacedCard) => Promise<void>;
  readonly open: (card: BoardCard) => void;
};

type BoardHandlers = {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onClick: (event: MouseEvent) => void;
  readonly onContextMenu: (event: MouseEvent) => void;
  readonly onFocus: (event: FocusEvent) => void;
};

/** Keys and clicks of the whole board, handled in one place: cards only carry their position. */
export function useBoardInput(parts: BoardParts): BoardHandlers {
  const latest = useRef(parts);
  useEffect(() => {
    latest.current = parts;
  });
  useBoardShortcuts(latest);
  return useMemo<BoardHandlers>(
    () => ({
      onKeyDown: (event) => pressed(event, latest.current),
      onClick: (event) => clicked(event, latest.current),
      onContextMenu: (event) => contextMenu(event, latest.current),
      onFocus: (event) => focused(event, latest.current),
    }),
    [],
  );
}

function placeOf(target: EventTarget): CardPosition | undefined {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-card]') : null;
  if (!element) return undefined;
  return { column: Number(element.dataset['column']), index: Number(element.dataset['index']) };
}

function placedAt(target: EventTarget, { cardAt }: BoardParts): PlacedCard | undefined {
  const place = placeOf(target);
  return place && cardAt(place.column, place.index);
}

function isRightToLeft(): boolean {
  return document.documentElement.dir === 'rtl';
}

function pressed(event: KeyboardEvent, parts: BoardParts): void {
  const placed = placedAt(event.target, parts);
  if (!placed || (event.target as Element).closest('button')) return;
  if (parts.carry.carry) {
    if (parts.carry.press(event.key, isRightToLeft())) event.preventDefault();
    else if (event.key === 'Tab') parts.carry.cancel();
    return;
  }
  const action = boardActionOf(event, isRightToLeft());
  if (!action || (action.kind === 'clear' && parts.selection.selected.size === 0)) return;
  event.preventDefault();
  switch (action.kind) {
    case 'focus':
      moved(action.move, action.extend, placed, parts);
      return;
    case 'open':
      parts.open(placed.card);
      return;
    case 'pickUp':
      parts.carry.begin(parts.cardsWith(placed), placed.column);
      return;
    case 'clear':
      parts.selection.clear();
      return;
    default:
  }
}

/** Moves the focus; a lead that stands beside the board follows it. */
function moved(move: FocusMove, extend: boolean, from: PlacedCard | undefined, parts: BoardParts): void {
  if (extend && from) parts.selection.extend([from]);
  const to = parts.focus.move(move);
  const next = to && parts.cardAt(to.column, to.index);
  if (!next) return;
  if (extend) parts.selection.extend([next]);
  if (currentRoute().query['lead'] !== undefined && next.card.module === 'leads') {
    setQuery({ lead: next.card.id }, { replace: true });
  }
}

function clicked(event: MouseEvent, parts: BoardParts): void {
  const placed = placedAt(event.target, parts);
  if (!placed) return;
  if ((event.target as Element).closest('[data-card-menu]')) {
    parts.menu.open(placed, parts.cardsWith(placed), { x: event.clientX, y: event.clientY });
  } else if (event.shiftKey) {
    void parts.extendTo(placed);
  } else if (event.ctrlKey || event.metaKey) {
    parts.selection.toggle(placed);
  } else {
    parts.selection.setAnchor(placed);
    parts.open(placed.card);
  }
}

function contextMenu(event: MouseEvent, parts: BoardParts): void {
  const placed = placedAt(event.target, parts);
  if (!placed) return;
  event.preventDefault();
  // The menu key has no pointer: the menu opens at the card.
  const place = event.button === 2 ? { x: event.clientX, y: event.clientY } : undefined;
  parts.menu.open(placed, parts.cardsWith(placed), place);
}

function focused(event: FocusEvent, parts: BoardParts): void {
  const place = placeOf(event.target);
  const { active } = parts.focus;
  if (place && (place.column !== active?.column || place.index !== active.index)) parts.focus.activate(place, false);
}

/** The letters, which work wherever the focus is on this screen. */
function useBoardShortcuts(latest: React.RefObject<BoardParts>): void {
  const { t } = useTranslation('pipeline');
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    const here = (id: string, keys: string, label: string, run: (parts: BoardParts) => void): Shortcut => ({
      id: `board.${id}`,
      keys,
      label,
      group: 'here',
      run: () => run(latest.current),
    });
    const atCard = (parts: BoardParts, act: (placed: PlacedCard) => void): void => {
      const { active } = parts.focus;
      const placed = active && parts.cardAt(active.column, active.index);
      if (placed) act(placed);
    };
    return [
      here('next', 'j', t('shortcut.next'), (parts) => moved('down', false, undefined, parts)),
      here('previous', 'k', t('shortcut.previous'), (parts) => moved('up', false, undefined, parts)),
      here('select', 'x', t('shortcut.select'), (parts) => atCard(parts, parts.selection.toggle)),
      here('move', 'm', t('shortcut.move'), (parts) =>
        atCard(parts, (placed) => parts.menu.open(placed, parts.cardsWith(placed))),
      ),
    ];
  }, [t, latest]);
  useShortcuts(shortcuts);
}
