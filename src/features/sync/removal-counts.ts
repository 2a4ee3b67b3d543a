/** Kinds of entries that people know; the rest counts as one. */
const named = [
  'leads',
  'contacts',
  'accounts',
  'opportunities',
  'notes',
  'activities',
  'appointments',
  'history',
] as const;
export type Kind = (typeof named)[number] | 'other';

/** @returns rows by kind, the most first, what has no name of its own at the end */
export function countsByKind(
  tables: readonly { readonly table: string; readonly rows: number }[],
): readonly { readonly kind: Kind; readonly rows: number }[] {
  const counts = new Map<Kind, number>();
  for (const { table, rows } of tables) {
    const kind = named.find((name) => name === table) ?? 'other';
    counts.set(kind, (counts.get(kind) ?? 0) + rows);
  }
  return [...counts]
    .map(([kind, rows]) => ({ kind, rows }))
    .toSorted((a, b) => Number(a.kind === 'other') - Number(b.kind === 'other') || b.rows - a.rows);
}
