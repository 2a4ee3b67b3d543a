/**
 * Keeps the identity of whatever did not change between two answers, so that memoized rows do not render again.
 * @param previous the answer before; plain JSON
 * @param next the answer now; plain JSON
 * @returns something deeply equal to `next`, made of the parts of `previous` that are equal
 */
export function shareUnchanged<T>(previous: unknown, next: T): T {
  if (Object.is(previous, next)) return next;
  if (Array.isArray(previous) && Array.isArray(next)) return shareArray(previous, next) as T;
  if (isPlainObject(previous) && isPlainObject(next)) return shareObject(previous, next) as T;
  return next;
}

/** Items with an id are compared with the one of that id, wherever it stood: a new row on top moves all the others. */
function shareArray(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const previousById = new Map(previous.map((item) => [idOf(item), item]));
  let same = previous.length === next.length;
  const shared = next.map((item, i) => {
    const id = idOf(item);
    const kept = shareUnchanged(id === undefined ? previous[i] : previousById.get(id), item);
    same &&= Object.is(kept, previous[i]);
    return kept;
  });
  return same ? previous : shared;
}

function idOf(item: unknown): unknown {
  return isPlainObject(item) ? item['id'] : undefined;
}

function shareObject(previous: Record<string, unknown>, next: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(next);
  let same = Object.keys(previous).length === names.length;
  const shared: Record<string, unknown> = {};
  for (const name of names) {
    shared[name] = shareUnchanged(previous[name], next[name]);
    same &&= Object.hasOwn(previous, name) && Object.is(shared[name], previous[name]);
  }
  return same ? previous : shared;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
