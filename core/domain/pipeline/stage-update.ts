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
import { checkFieldLists, stageFields } from './stage-fields.ts';
import { neededFields } from './stage-form.ts';
import { changesOwnership, checkOwnership } from './stage-ownership.ts';
import type { Stage } from './stages-of.ts';

/**
 * Changes a stage. What is in it stays, whatever the stage asks for from now on.
 * Refuses with NOT_FOUND, FORBIDDEN, NAME_TAKEN, UNKNOWN_ASSIGNEE, VALIDATION_FAILED.
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
    const { module } = (yield* get('pipelines', stage.pipelineId)) ?? { module: 'leads' as const };
    const next = { ...stage, ...cells } as Stage;
    checkFieldLists(values, neededFields(next), module, inChanges);
    if (changesOwnership(cells)) yield* checkOwnership(next, module, ctx, inChanges);
    return [patch('stages', id, cells)];
  },
});
