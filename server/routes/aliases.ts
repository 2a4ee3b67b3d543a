import type { z } from 'zod';

/** Other names by which callers know a field or a parameter; replies use the own one. */
const aliases: Readonly<Record<string, string>> = {
  assignedTo: 'assigneeId',
  source: 'sourceId',
  leadSourceId: 'sourceId',
  jobTitle: 'title',
  message: 'description',
  notes: 'description',
  value: 'valueMinor',
  estimatedValue: 'valueMinor',
};

/**
 * Gives the fields of a body, or parameters, their own names.
 * @param check where it is told that two names of one field were given: one of the values would be lost
 */
export function withOwnNames(given: unknown, check: z.RefinementCtx): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const byName = Map.groupBy(Object.entries(given), ([name]) => (Object.hasOwn(aliases, name) ? aliases[name]! : name));
  for (const [own, [first, ...others]] of byName) {
    for (const [name] of others) {
      const message = `is ${own}, which ${first![0]} gives too`;
      check.addIssue({ code: 'custom', path: [name], message });
    }
  }
  return Object.fromEntries([...byName].map(([own, entries]) => [own, entries[0]![1]]));
}
