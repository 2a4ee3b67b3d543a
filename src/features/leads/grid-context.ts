import type { TFunction } from 'i18next';
import { createContext, useContext } from 'react';
import type { Format } from '../../i18n/format.ts';
import type { WorkspaceIndex } from '../../ui/workspace/use-workspace.ts';

/** What every cell of the list may need; one context, so that a cell subscribes to nothing. */
export type GridEnvironment = {
  readonly index: WorkspaceIndex;
  readonly t: TFunction<['leads', 'common']>;
  readonly format: Format;
  /** Epoch milliseconds, renewed every half minute. */
  readonly now: number;
};

export const GridContext = createContext<GridEnvironment | undefined>(undefined);

/** @throws Error outside of the list */
export function useGrid(): GridEnvironment {
  const grid = useContext(GridContext);
  if (!grid) throw new Error('no GridContext above this component');
  return grid;
}
