import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { dropPosition } from './reorder.ts';

type Edge = 'top' | 'bottom';

/** A row of a list that is dragged by its handle and takes other rows of the same list. */
export type RowDrag = {
  readonly row: RefObject<HTMLLIElement | null>;
  readonly handle: RefObject<HTMLButtonElement | null>;
  readonly isDragged: boolean;
  /** Where a dragged row would land beside this one. */
  readonly edge: Edge | undefined;
};

/**
 * @param options.list rows are only dropped within the list of this name
 * @param options.onDrop the dragged row's id and its new position
 */
export function useRowDrag(options: {
  list: string;
  id: string;
  index: number;
  disabled: boolean;
  onDrop: (id: string, to: number) => void;
}): RowDrag {
  const row = useRef<HTMLLIElement>(null);
  const handle = useRef<HTMLButtonElement>(null);
  const [isDragged, setDragged] = useState(false);
  const [edge, setEdge] = useState<Edge>();
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const { list, id, disabled } = options;
  useEffect(() => {
    const element = row.current;
    if (!element || !handle.current || disabled) return;
    return combine(
      draggable({
        element,
        dragHandle: handle.current,
        getInitialData: () => ({ list, id, index: latest.current.index }),
        onDragStart: () => setDragged(true),
        onDrop: () => setDragged(false),
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data['list'] === list && source.data['id'] !== id,
        onDrag: ({ location }) => setEdge(edgeUnder(element, location.current.input.clientY)),
        onDragLeave: () => setEdge(undefined),
        onDrop: ({ source, location }) => {
          setEdge(undefined);
          const at = edgeUnder(element, location.current.input.clientY);
          const from = Number(source.data['index']);
          latest.current.onDrop(String(source.data['id']), dropPosition(from, latest.current.index, at));
        },
      }),
    );
  }, [list, id, disabled]);
  return { row, handle, isDragged, edge };
}

function edgeUnder(element: HTMLElement, clientY: number): Edge {
  const { top, height } = element.getBoundingClientRect();
  return clientY < top + height / 2 ? 'top' : 'bottom';
}
