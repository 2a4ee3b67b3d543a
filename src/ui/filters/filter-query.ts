import { leadFilters, type LeadFilters } from '../../../core/queries/lead-filters.ts';
import { noneValue } from '../pick/pick-options.tsx';

export type FilterKey = keyof LeadFilters;

/** Filters as they stand in an address; undefined takes one off. */
export type FilterChanges = Readonly<Partial<Record<FilterKey, string | undefined>>>;

/** Filters in which "none" is a choice of its own: leads without a source, that nobody is assigned to … */
const mayBeNone: ReadonlySet<string> = new Set(['sourceId', 'assigneeId', 'teamId', 'businessId']);

const shape = leadFilters.shape;

/**
 * The filters in an address. What is not a filter, or not a value of one, is left out: addresses are typed, shared and old.
 * @param query the query of the route
 * @param keys the filters a screen has
 */
export function filtersFromQuery<K extends FilterKey>(
  query: Readonly<Record<string, string | undefined>>,
  keys: readonly K[],
): Pick<LeadFilters, K> {
  const given = keys.flatMap((key) => {
    const text = query[key];
    if (text === undefined || text === '') return [];
    const parsed = shape[key].safeParse(mayBeNone.has(key) && text === noneValue ? null : text);
    return parsed.success ? [[key, parsed.data] as const] : [];
  });
  return Object.fromEntries(given) as Pick<LeadFilters, K>;
}

/** A filter's value as it stands in an address and in lists of options; undefined: it does not filter. */
export function filterText(filters: LeadFilters, key: FilterKey): string | undefined {
  const value = filters[key];
  return value === null ? noneValue : value?.toString();
}

/** @returns whether anything is filtered out, beyond what a screen shows by default */
export function isFiltering(filters: LeadFilters): boolean {
  return Object.entries(filters).some(
    ([key, value]) => value !== undefined && !(key === 'state' && value === 'active'),
  );
}
