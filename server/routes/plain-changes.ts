/**
 * The changes of an update whose caller sent plain values. What they were changed from matters where edits of devices meet;
 * a caller of the API edits what is there now.
 * @param values fields that are absent or undefined stay as they are
 */
export function plainChanges(values: Readonly<Record<string, unknown>>): Record<string, { from: null; to: unknown }> {
  const given = Object.entries(values).filter(([, to]) => to !== undefined);
  return Object.fromEntries(given.map(([field, to]) => [field, { from: null, to }]));
}
