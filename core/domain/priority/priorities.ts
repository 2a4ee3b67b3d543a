import { derivedUuid } from '../../kernel/ids.ts';
import { priorities } from '../../schema/leads.ts';
import type { RowOf } from '../../schema/tables.ts';
import type { ColorName } from '../pipeline/colors.ts';

export type Priority = Omit<RowOf<'leadPriorities'>, 'version'>;

/** The priority of new leads where an organization says nothing else. */
export const usualPriority = 'medium';

const looks: Readonly<Record<(typeof priorities)[number], readonly [name: string, color: ColorName]>> = {
  low: ['Low', 'gray'],
  medium: ['Medium', 'blue'],
  high: ['High', 'orange'],
  critical: ['Critical', 'red'],
};

/** The id of the row that holds what an organization has changed of one of the four. */
export function builtInPriorityId(key: string): string {
  return derivedUuid('leadPriorities', key);
}

/** The four that every organization has, as long as it has not changed them; further ones rank between or beyond them. */
export const builtInPriorities: readonly Priority[] = priorities.map((key, i) => ({
  id: builtInPriorityId(key),
  key,
  name: looks[key][0],
  color: looks[key][1],
  rank: (i + 1) * 10,
  archived: 0,
  createdAt: 0,
}));

/**
 * All priorities of an organization, the least urgent first; archived ones are among them, because old leads have them.
 * @param rows what the organization has made or changed
 */
export function prioritiesOf<R extends Priority>(rows: readonly R[]): readonly (R | Priority)[] {
  const known = new Set(rows.map((row) => row.id));
  const all: (R | Priority)[] = [...rows, ...builtInPriorities.filter(({ id }) => !known.has(id))];
  return all.toSorted((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
}
