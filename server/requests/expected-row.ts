import type { ReadProgram } from '../../core/kernel/reads.ts';

/** A row that must still be of a version, or the write is refused. */
export type ExpectedRow = { readonly table: string; readonly id: string; readonly version: number };

/** @returns whether somebody has changed the row since; one that is gone is refused by the rule, which knows how */
export function* isStale(expected: ExpectedRow | undefined): ReadProgram<boolean> {
  if (!expected) return false;
  const [row] = yield { kind: 'get', table: expected.table, id: expected.id };
  return row !== undefined && row['version'] !== expected.version;
}
