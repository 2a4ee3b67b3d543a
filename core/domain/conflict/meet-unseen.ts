// SYNC-6: mutations that name no value they change from overwrite nothing unseen without a trace.
import type { MutationContext } from '../../kernel/mutator.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { Row, RowChange, Value } from '../../kernel/rows.ts';
import { tableNamed } from '../../schema/tables.ts';
import { cellValue, conflictRow } from './conflict-row.ts';

/** What is left of new cells that met values their author had not seen, and the conflicts that tell of it. */
export type Met = { readonly cells: Record<string, Value>; readonly conflicts: readonly RowChange[] };

/**
 * Lets new values meet what others have written since the author's device last heard of it: of two values the one written later
 * stands, the other goes to `conflicts`. Columns that a rule decides about pass.
 * @param cells that differ from the row
 */
export function* meetUnseen(
  table: string,
  row: Row,
  cells: Readonly<Record<string, Value>>,
  ctx: MutationContext,
): ReadProgram<Met> {
  if (!ctx.past) return { cells: { ...cells }, conflicts: [] };
  const standing: Record<string, Value> = {};
  const conflicts: RowChange[] = [];
  for (const [field, cell] of Object.entries(cells)) {
    const byRule = tableNamed(table).columns[field]?.merge === 'rule';
    const written = byRule ? undefined : yield* ctx.past.written(table, row, field);
    const other = written?.seen ? undefined : written;
    const mine = { value: cellValue(table, field, cell), by: ctx.actor.userId, at: ctx.now };
    const wins = !other || mine.at >= other.at;
    if (wins) standing[field] = cell;
    if (!other) continue;
    const met = wins ? { kept: mine, lost: other } : { kept: other, lost: mine };
    conflicts.push(conflictRow(ctx, table, row, field, met));
  }
  return { cells: standing, conflicts };
}

/**
 * Of two moves to different stages, one of which did not know of the other, one loses: it is kept as a conflict, whichever stands.
 * @param row where it is
 * @param move from where its author saw it, to where; `overtaken`: the row stays where it is
 */
export function* meetMove(
  table: 'leads' | 'opportunities',
  row: { readonly id: string; readonly stageId: string },
  move: { readonly fromStageId: string; readonly stageId: string; readonly overtaken: boolean },
  ctx: MutationContext,
): ReadProgram<readonly RowChange[]> {
  if (!ctx.past || row.stageId === move.fromStageId || row.stageId === move.stageId) return [];
  const other = yield* ctx.past.written(table, { ...row }, 'stageId');
  if (other.by === ctx.actor.userId) return [];
  const mine = { value: move.stageId, by: ctx.actor.userId, at: ctx.now };
  const met = move.overtaken ? { kept: other, lost: mine } : { kept: mine, lost: other };
  return [conflictRow(ctx, table, { ...row }, 'stageId', met)];
}
