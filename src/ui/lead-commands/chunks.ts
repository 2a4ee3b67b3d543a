/**
 * Rows one mutation carries: well below the size a mutation may have, small enough to keep the window answering, and large
 * enough that 10,000 rows are few commits, each of which writes most pages of the tables' indexes anew.
 */
export const rowsPerMutation = 1000;

/** @returns the items in parts of at most `size`, in order */
export function chunksOf<T>(items: readonly T[], size = rowsPerMutation): readonly (readonly T[])[] {
  const chunks: T[][] = [];
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size));
  return chunks;
}
