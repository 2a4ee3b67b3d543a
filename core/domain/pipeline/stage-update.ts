import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { eq } from '../../kernel/predicates.ts';
import { get, patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { changesOf, differingCells, newValues } from '../fields/changes.ts';
import { inChanges } from '../fields/field-errors.ts';
import { requireFreeName } from '../fields/names.ts';
import { rowId } from '../fields/value-fields.ts';
import { checkRequiredFields, stageFields } from './stage-fields.ts';

/**
 * Changes a stage. What is in it stays, whatever the stage asks for from now on.
 * Refuses with NOT_FOUND, FORBIDDEN, NAME_TAKEN, VALIDATION_FAILED.
 */
export const stageUpdate = defineMutator({
  name: 'stage.update',
  args: z.object({ id: rowId, changes: changesOf(stageFields) }),
  edits: 'stages',
  *decide({ id, changes }, ctx) {
    const stage = yield* get('stages', id);
    if (!stage) throw new DomainError('NOT_FOUND', { entity: 'stages', id });
    requirePermission(ctx, 'settings:edit');
    const values = newValues(changes);
    const cells = differingCells(stage, values);
    if (Object.keys(cells).length === 0) return [];
    if (cells['name'] !== undefined) {
      yield* requireFreeName('stages', id, values.name!, inChanges('name'), eq('pipelineId', stage.pipelineId));
    }
    if (values.requiredFields) {
      const pipeline = yield* get('pipelines', stage.pipelineId);
      checkRequiredFields(values.requiredFields, pipeline?.module ?? 'leads', inChanges('requiredFields'));
    }
    return [patch('stages', id, cells)];
  },
});
