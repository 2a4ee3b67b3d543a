import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { pointerOutsideOfPreview } from '@atlaskit/pragmatic-drag-and-drop/element/pointer-outside-of-preview';
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { BoardDrag } from './board-drag-context.ts';
import type { PlacedCard } from './board-model.ts';
import { EdgeScroller } from './edge-scroller.ts';
import { dragPreview } from './drag-preview.ts';

const kind = Symbol('board cards');

type Options = {
  /** The part of the board that scrolls sideways. */
  readonly board: React.RefObject<HTMLElement | null>;
  /** What moves when a card is dragged: the selection it belongs to, or itself. */
  readonly cardsWith: (placed: PlacedCard) => readonly PlacedCard[];
  readonly nameOf: (placed: PlacedCard) => string;
  readonly onDrop: (cards: readonly PlacedCard[], column: number) => void;
};

const nothing: ReadonlySet<string> = new Set();

/**
 * Dragging cards with the pointer. While it lasts nothing renders but what is lifted: the column under the pointer is marked
 * on its element, and the edges scroll by themselves.
 */
export function useBoardDrag(options: Options): { drag: BoardDrag; lifted: ReadonlySet<string> } {
  const [lifted, setLifted] = useState(nothing);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const drag = useMemo<BoardDrag>(
    () => ({
      registerCard: (element, placed) => registerCard(element, placed, () => latest.current),
      registerColumn,
    }),
    [],
  );
  useEffect(() => {
    const edges = new EdgeScroller();
    return monitorForElements({
      canMonitor: ({ source }) => kind in source.data,
      onDragStart: ({ source }) => {
        setLifted(new Set(draggedIn(source.data).map(({ card }) => card.id)));
        edges.start();
      },
      onDrag: ({ location }) => {
        const { clientX, clientY } = location.current.input;
        const list = location.current.dropTargets[0]?.data['list'];
        edges.pointerAt(clientX, clientY, {
          sideways: latest.current.board.current,
          upAndDown: list instanceof HTMLElement ? list : null,
        });
      },
      onDrop: ({ source, location }) => {
        edges.stop();
        setLifted(nothing);
        const column = location.current.dropTargets[0]?.data['column'];
        if (typeof column === 'number') latest.current.onDrop(draggedIn(source.data), column);
      },
    });
  }, []);
  return { drag, lifted };
}

function draggedIn(data: Record<string | symbol, unknown>): readonly PlacedCard[] {
  return data[kind] as readonly PlacedCard[];
}

function registerCard(element: HTMLElement, placed: PlacedCard, options: () => Options): () => void {
  return draggable({
    element,
    getInitialData: () => ({ [kind]: options().cardsWith(placed) }) as Record<string, unknown>,
    onGenerateDragPreview: ({ source, nativeSetDragImage }) =>
      setCustomNativeDragPreview({
        nativeSetDragImage,
        getOffset: pointerOutsideOfPreview({ x: '0.75rem', y: '0.5rem' }),
        render: ({ container }) => {
          container.append(dragPreview(options().nameOf(placed), draggedIn(source.data).length));
        },
      }),
  });
}

function registerColumn(element: HTMLElement, list: HTMLElement, column: number): () => void {
  const unmark = (): void => element.removeAttribute('data-over');
  return dropTargetForElements({
    element,
    getData: () => ({ column, list }),
    canDrop: ({ source }) => kind in source.data,
    onDragEnter: ({ source }) => {
      if (draggedIn(source.data).some((placed) => placed.column !== column)) element.setAttribute('data-over', '');
    },
    onDragLeave: unmark,
    onDrop: unmark,
  });
}
