import { leadSortKeys } from '../../../core/queries/lead-list.ts';
import type { LeadFilters } from '../../../core/queries/lead-filters.ts';
import { filtersFromQuery, type FilterKey } from '../../ui/filters/filter-query.ts';

export type LeadSortKey = (typeof leadSortKeys)[number];
export type LeadOrder = { readonly sortBy: LeadSortKey; readonly sortDir: 'asc' | 'desc' };

/** Which leads the list shows, and in which order: all of it stands in the address. */
export type LeadQuestion = LeadOrder & { readonly filters: LeadFilters };

/** Every filter an address may carry; figures of the dashboard lead here with any of them. */
export const leadFilterKeys: readonly FilterKey[] = [
  'search',
  'pipelineId',
  'stageId',
  'priority',
  'sourceId',
  'assigneeId',
  'teamId',
  'accountId',
  'contactId',
  'businessId',
  'status',
  'state',
  'createdFrom',
  'createdTo',
  'firstName',
  'lastName',
  'email',
  'phone',
  'utmCampaign',
];

/** Newest first: an order in which a row stays where it is while it is edited. */
const defaultOrder: LeadOrder = { sortBy: 'createdAt', sortDir: 'desc' };

/** Orders that begin with the largest or the newest when one asks for them first. */
const descendingFirst: ReadonlySet<LeadSortKey> = new Set([
  'createdAt',
  'updatedAt',
  'stageSince',
  'lastContactedAt',
  'valueMinor',
  'priority',
]);

/** @param query of the route: filters, `sort` and `dir` */
export function leadQuestionOf(query: Readonly<Record<string, string | undefined>>): LeadQuestion {
  const filters = filtersFromQuery(query, leadFilterKeys);
  const sortBy = leadSortKeys.find((key) => key === query['sort']);
  if (!sortBy) return { filters, ...defaultOrder };
  return { filters, sortBy, sortDir: query['dir'] === 'desc' ? 'desc' : 'asc' };
}

/** The order after a click on a column: its natural direction first, then the other one, then the list's own order again. */
export function nextOrder(order: LeadOrder, sortBy: LeadSortKey): LeadOrder {
  const natural = descendingFirst.has(sortBy) ? 'desc' : 'asc';
  if (order.sortBy !== sortBy) return { sortBy, sortDir: natural };
  if (order.sortDir === natural) return { sortBy, sortDir: natural === 'asc' ? 'desc' : 'asc' };
  return defaultOrder;
}

/** An order as it stands in an address; the list's own one leaves it. */
export function orderQuery(order: LeadOrder): { readonly sort: string | undefined; readonly dir: string | undefined } {
  const isDefault = order.sortBy === defaultOrder.sortBy && order.sortDir === defaultOrder.sortDir;
  return isDefault ? { sort: undefined, dir: undefined } : { sort: order.sortBy, dir: order.sortDir };
}
