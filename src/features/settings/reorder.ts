/**
 * Moves one entry of a list.
 * @param to its position afterwards, from 0; kept within the list
 * @returns a new list
 */
export function moved<T>(list: readonly T[], entry: T, to: number): T[] {
  const rest = list.filter((other) => other !== entry);
  rest.splice(Math.max(0, Math.min(to, rest.length)), 0, entry);
  return rest;
}

/**
 * Where an entry lands that is dropped on another one.
 * @param from position of the dragged entry
 * @param over position of the entry under the pointer
 * @param edge the half of it that the pointer is over
 */
export function dropPosition(from: number, over: number, edge: 'top' | 'bottom'): number {
  const gap = edge === 'top' ? over : over + 1;
  return from < gap ? gap - 1 : gap;
}
