import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { eq } from '../../kernel/predicates.ts';
import { get, patch, range } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { fieldError, invalid } from '../fields/field-errors.ts';
import { rowId } from '../fields/value-fields.ts';

/**
 * Puts the stages of a pipeline in order. Every one of them must be named, once.
 * Refuses with FORBIDDEN, UNKNOWN_PIPELINE, VALIDATION_FAILED with the missing and the unknown ones.
 */
export const stageReorder = defineMutator({
  name: 'stage.reorder',
  args: z.object({ pipelineId: rowId, stageIds: z.array(rowId) }),
  *decide({ pipelineId, stageIds }, ctx) {
    requirePermission(ctx, 'settings:edit');
    if (!(yield* get('pipelines', pipelineId))) {
      throw fieldError('UNKNOWN_PIPELINE', 'pipelineId', 'unknown', 'is not a pipeline', { pipelineId });
    }
    const stages = yield* range('stages', { where: eq('pipelineId', pipelineId) });
    const known = new Map(stages.map((stage) => [stage.id, stage]));
    const missing = [...known.keys()].filter((id) => !stageIds.includes(id));
    const unknown = stageIds.filter((id) => !known.has(id));
    if (missing.length > 0 || unknown.length > 0 || stageIds.length !== known.size) {
      throw invalid('stageIds', 'incomplete', 'must name every stage of the pipeline once', { missing, unknown });
    }
    return stageIds.flatMap((id, position) =>
      known.get(id)!.position === position ? [] : [patch('stages', id, { position })],
    );
  },
});
