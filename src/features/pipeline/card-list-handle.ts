import type { BoardCard } from '../../../core/queries/board.ts';

/** What the board asks of a column's list. */
export type CardListHandle = {
  readonly cardAt: (index: number) => BoardCard | undefined;
  readonly indexOf: (id: string) => number | undefined;
  readonly element: () => HTMLElement | null;
  readonly scrollToTop: () => void;
};
