import { defineMutator } from '../../kernel/mutator.ts';
import { eq } from '../../kernel/predicates.ts';
import { get, insert, patch, range } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { fieldError, topLevel } from '../fields/field-errors.ts';
import { requireFreeName } from '../fields/names.ts';
import { integer, rowId } from '../fields/value-fields.ts';
import { requireFreshId } from '../lead/lead-access.ts';
import { checkFieldLists, newStage, stageCells } from './stage-fields.ts';

const args = newStage.extend({
  pipelineId: rowId,
  /** Where it is put, from 0; the stages behind it move on. Default: at the end. */
  position: integer(0, 1_000_000).optional(),
});

/**
 * Adds a stage to a pipeline.
 * Refuses with FORBIDDEN, ID_TAKEN, UNKNOWN_PIPELINE, NAME_TAKEN, VALIDATION_FAILED.
 */
export const stageCreate = defineMutator({
  name: 'stage.create',
  args,
  *decide({ pipelineId, position, ...stage }, ctx) {
    requirePermission(ctx, 'settings:edit');
    yield* requireFreshId('stages', stage.id);
    const pipeline = yield* get('pipelines', pipelineId);
    if (!pipeline) {
      throw fieldError('UNKNOWN_PIPELINE', 'pipelineId', 'unknown', 'is not a pipeline', { pipelineId });
    }
    yield* requireFreeName('stages', stage.id, stage.name, 'name', eq('pipelineId', pipelineId));
    const needed = [...(stage.requiredFields ?? []), ...(stage.askedFields ?? [])];
    checkFieldLists(stage, needed, pipeline.module, topLevel);
    const others = yield* range('stages', {
      where: eq('pipelineId', pipelineId),
      order: [{ column: 'position', direction: 'asc' }],
    });
    const at = Math.min(position ?? others.length, others.length);
    const moved = others
      .map((other, i) => ({ other, position: i < at ? i : i + 1 }))
      .filter(({ other, position }) => other.position !== position);
    return [
      insert('stages', stageCells(stage, pipelineId, at, ctx.now)),
      ...moved.map(({ other, position }) => patch('stages', other.id, { position })),
    ];
  },
});
