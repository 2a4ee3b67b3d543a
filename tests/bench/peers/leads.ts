import type { Value } from '../../../core/kernel/rows.ts';
import { benchLead, leadId } from '../bench-lead.ts';

/** A lead as every contestant holds it: the filled cells, without what only Outpost adds to a row. */
export type BenchLead = Readonly<Record<string, Value>>;

/** @returns the i-th lead, the same content for everyone */
export function peerLead(i: number): BenchLead {
  const { version: _version, ...cells } = benchLead(i);
  return cells as BenchLead;
}

/** Names of the cells, `id` first. */
export const leadColumns: readonly string[] = Object.keys(peerLead(0));

/** @returns whether the cells of a column are numbers */
export const isNumeric = (column: string): boolean => typeof peerLead(0)[column] === 'number';

/** The lead that the i-th edit is of: spread over all, no lead twice while there are at least as many leads as edits. */
export const editedLead = (i: number, leads: number): number => (i * 7) % leads;

/** @returns the id of the lead that the i-th edit is of */
export const editedId = (i: number, leads: number): string => leadId(editedLead(i, leads));

/** The one field that an edit changes, and what it becomes. */
export const editedField = 'location';
export const editedValue = (i: number): string => `Town ${i}`;
