import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator, type MutationContext } from '../../kernel/mutator.ts';
import { all, isIn } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { RowChange } from '../../kernel/rows.ts';
import { patch, range } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { rowId } from '../fields/value-fields.ts';
import { topLevel } from '../fields/field-errors.ts';
import { meetMove } from '../conflict/meet-unseen.ts';
import { touched } from '../lead/lead-access.ts';
import { requireStageFields } from '../lead/lead-requirements.ts';
import { isOvertaken, movesById, stageMoves } from '../pipeline/stage-moves.ts';
import { stageOfModule } from '../pipeline/stages-of.ts';
import { stageState, type Opportunity } from './opportunity-fields.ts';

/**
 * Moves opportunities to a stage; entering a won or lost stage closes them, leaving it opens them again. One that was moved
 * elsewhere later than this stays there.
 * Refuses with UNKNOWN_STAGE, NOT_FOUND naming the unknown ones, FORBIDDEN, STAGE_FIELDS_MISSING; then nothing changes.
 */
export const opportunityChangeStage = defineMutator({
  name: 'opportunity.changeStage',
  args: z.object({ moves: stageMoves, stageId: rowId }),
  *decide({ moves, stageId }, ctx) {
    const fromStages = movesById(moves);
    const opportunities = yield* visibleOpportunities([...fromStages.keys()], ctx);
    requirePermission(ctx, 'opportunities:edit');
    const stage = yield* stageOfModule('opportunities', stageId, 'stageId');
    const moving = opportunities.filter(
      (row) => row.stageId !== stageId && !isOvertaken(row, fromStages.get(row.id)!, ctx),
    );
    requireStageFields(
      stage,
      moving.map((row) => ({ id: row.id, cells: { ...row } })),
      topLevel,
    );
    const place = { stageId, pipelineId: stage.pipelineId, stageSince: ctx.now };
    const changes: RowChange[] = moving.map((row) =>
      patch('opportunities', row.id, { ...place, ...stateAfter(row, stage, ctx), updatedAt: touched(row, ctx) }),
    );
    for (const row of opportunities) {
      const fromStageId = fromStages.get(row.id)!;
      const overtaken = isOvertaken(row, fromStageId, ctx);
      changes.push(...(yield* meetMove('opportunities', row, { fromStageId, stageId, overtaken }, ctx)));
    }
    return changes;
  },
});

/** A closed opportunity that moves among stages of the same outcome keeps the time it was closed. */
function stateAfter(row: Opportunity, stage: Parameters<typeof stageState>[0], ctx: MutationContext) {
  const state = stageState(stage, ctx.now);
  return state.status === row.status ? {} : state;
}

function* visibleOpportunities(ids: readonly string[], ctx: MutationContext): ReadProgram<readonly Opportunity[]> {
  const found = yield* range('opportunities', { where: all(isIn('id', ids), ctx.visibleOwned('opportunities')) });
  const byId = new Map(found.map((row) => [row.id, row]));
  const unknown = ids.filter((id) => !byId.has(id));
  if (unknown.length > 0) throw new DomainError('NOT_FOUND', { entity: 'opportunities', ids: unknown });
  return ids.map((id) => byId.get(id)!);
}
