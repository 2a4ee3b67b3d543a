import type { MutationContext } from '../../kernel/mutator.ts';
import type { RowChange } from '../../kernel/rows.ts';
import { patch } from '../../schema/typed-reads.ts';
import { touched } from './lead-access.ts';
import { historyRow, type HistoryEntry } from './lead-history.ts';
import type { Lead } from './lead-state.ts';

/** A change of columns that only rules write, with its entry in the history. */
export function ruleRows(ctx: MutationContext, lead: Lead, set: Partial<Lead>, entry: HistoryEntry): RowChange[] {
  return [patch('leads', lead.id, { ...set, updatedAt: touched(lead, ctx) }), historyRow(ctx, lead.id, entry)];
}

/** What hangs on a lead has changed: the lead counts as changed, and its history says how. */
export function relatedRows(ctx: MutationContext, lead: Lead, entries: readonly HistoryEntry[]): RowChange[] {
  if (entries.length === 0) return [];
  return [
    patch('leads', lead.id, { updatedAt: touched(lead, ctx) }),
    ...entries.map((entry) => historyRow(ctx, lead.id, entry)),
  ];
}
