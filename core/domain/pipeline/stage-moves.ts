import { z } from 'zod';
import type { MutationContext } from '../../kernel/mutator.ts';
import { rowId } from '../fields/value-fields.ts';

/** Which rows move, and from which stage the person saw each of them leave. */
export const stageMoves = z.array(z.object({ id: rowId, fromStageId: rowId })).min(1);

/** The stage each row was seen in, by the row's id; the last word counts when a row is named twice. */
export function movesById(moves: z.output<typeof stageMoves>): ReadonlyMap<string, string> {
  return new Map(moves.map(({ id, fromStageId }) => [id, fromStageId]));
}

/**
 * Of two moves the one made later by the person's clock counts, in whichever order they arrive.
 * @param row where the row is, and since when
 * @param fromStageId where the person saw it
 * @returns whether the row has been moved elsewhere later than this move was made
 */
export function isOvertaken(
  row: { readonly stageId: string; readonly stageSince: number },
  fromStageId: string,
  ctx: MutationContext,
): boolean {
  return row.stageId !== fromStageId && row.stageSince > ctx.now;
}
