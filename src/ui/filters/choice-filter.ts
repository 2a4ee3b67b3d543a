import type { ReactNode } from 'react';
import type { PickOption } from '../pick/pick-list.tsx';
import type { FilterKey } from './filter-query.ts';

/** A filter with a list of values to choose from. */
export type ChoiceFilter = {
  readonly key: FilterKey;
  readonly label: string;
  readonly icon: ReactNode;
  readonly options: readonly PickOption[];
  /** Only a link sets it: a chip while it is on, not offered otherwise. */
  readonly isFromLink?: boolean;
};
