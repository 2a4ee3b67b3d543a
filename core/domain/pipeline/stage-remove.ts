import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator, type MutationContext } from '../../kernel/mutator.ts';
import { eq } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { RowChange } from '../../kernel/rows.ts';
import { count, get, patch, range, remove } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { fieldError } from '../fields/field-errors.ts';
import { rowId } from '../fields/value-fields.ts';
import { touched } from '../lead/lead-access.ts';
import { historyRow } from '../lead/lead-history.ts';
import { stageState } from '../opportunity/opportunity-fields.ts';
import type { Module, Stage } from './stages-of.ts';

const args = z.object({
  id: rowId,
  /** Another stage of the pipeline, for what is in this one. */
  moveToStageId: rowId.optional(),
});

/**
 * Deletes a stage; what is in it, archived and trashed leads too, moves to another stage when one is named. Nobody carried it there:
 * the other stage asks for nothing and gives it to nobody.
 * Refuses with NOT_FOUND, FORBIDDEN, UNKNOWN_STAGE (`moveToStageId`), STAGE_IN_USE with the count, WRONG_STATE (the last one).
 */
export const stageRemove = defineMutator({
  name: 'stage.remove',
  args,
  *decide({ id, moveToStageId }, ctx) {
    const stage = yield* get('stages', id);
    if (!stage) throw new DomainError('NOT_FOUND', { entity: 'stages', id });
    requirePermission(ctx, 'settings:edit');
    const others = (yield* range('stages', {
      where: eq('pipelineId', stage.pipelineId),
      order: [{ column: 'position', direction: 'asc' }],
    })).filter((other) => other.id !== id);
    if (others.length === 0) throw new DomainError('WRONG_STATE', { id, reason: 'last_stage' });
    const module = (yield* get('pipelines', stage.pipelineId))?.module ?? 'leads';
    const inside = yield* count(module, eq('stageId', id));
    const closed = others.flatMap((other, position) =>
      other.position === position ? [] : [patch('stages', other.id, { position })],
    );
    const moves = yield* movesOut(stage, others, inside, module, moveToStageId, ctx);
    return [...moves, remove('stages', id), ...closed];
  },
});

function* movesOut(
  stage: Stage,
  others: readonly Stage[],
  inside: number,
  module: Module,
  moveToStageId: string | undefined,
  ctx: MutationContext,
): ReadProgram<RowChange[]> {
  const target = others.find((other) => other.id === moveToStageId);
  if (moveToStageId !== undefined && !target) {
    throw fieldError('UNKNOWN_STAGE', 'moveToStageId', 'unknown', 'is not another stage of this pipeline', {
      stageId: moveToStageId,
    });
  }
  if (inside === 0) return [];
  if (!target) throw new DomainError('STAGE_IN_USE', { stageId: stage.id, count: inside });
  return module === 'leads' ? yield* leadMoves(stage, target, ctx) : yield* opportunityMoves(stage, target, ctx);
}

function* leadMoves(from: Stage, to: Stage, ctx: MutationContext): ReadProgram<RowChange[]> {
  const leads = yield* range('leads', { where: eq('stageId', from.id) });
  return leads.flatMap((lead) => [
    patch('leads', lead.id, { stageId: to.id, stageSince: ctx.now, updatedAt: touched(lead, ctx) }),
    historyRow(ctx, lead.id, { event: 'stage', field: 'stageId', from: from.id, to: to.id }),
  ]);
}

function* opportunityMoves(from: Stage, to: Stage, ctx: MutationContext): ReadProgram<RowChange[]> {
  const opportunities = yield* range('opportunities', { where: eq('stageId', from.id) });
  return opportunities.map((row) => {
    const state = stageState(to, ctx.now);
    const place = { stageId: to.id, stageSince: ctx.now, updatedAt: touched(row, ctx) };
    return patch('opportunities', row.id, state.status === row.status ? place : { ...place, ...state });
  });
}
