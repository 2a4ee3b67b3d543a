import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { eq } from '../../kernel/predicates.ts';
import { get, patch, range } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { changesOf, differingCells, newValues } from '../fields/changes.ts';
import { inChanges, invalid } from '../fields/field-errors.ts';
import { requireFreeName } from '../fields/names.ts';
import { requiredText } from '../fields/text-fields.ts';
import { flagValue, integer, rowId } from '../fields/value-fields.ts';
import { onlyDefault } from './default-pipeline.ts';

const pipelineFields = { name: requiredText(), position: integer(0, 1_000_000), isDefault: flagValue } as const;

/**
 * Renames or moves a pipeline, or makes it the default. The mark is taken off by making another one the default.
 * Refuses with NOT_FOUND, FORBIDDEN, NAME_TAKEN, WRONG_STATE (an archived one as default), VALIDATION_FAILED.
 */
export const pipelineUpdate = defineMutator({
  name: 'pipeline.update',
  args: z.object({ id: rowId, changes: changesOf(pipelineFields) }),
  edits: 'pipelines',
  *decide({ id, changes }, ctx) {
    const pipeline = yield* get('pipelines', id);
    if (!pipeline) throw new DomainError('NOT_FOUND', { entity: 'pipelines', id });
    requirePermission(ctx, 'settings:edit');
    const values = newValues(changes);
    const cells = differingCells(pipeline, values);
    if (Object.keys(cells).length === 0) return [];
    const ofModule = eq('module', pipeline.module);
    if (cells['name'] !== undefined) yield* requireFreeName('pipelines', id, values.name!, inChanges('name'), ofModule);
    if (cells['isDefault'] === 0) {
      throw invalid(inChanges('isDefault'), 'needs_default', 'is taken off by making another pipeline the default');
    }
    const becomesDefault = cells['isDefault'] === 1;
    if (becomesDefault && pipeline.archived === 1) throw new DomainError('WRONG_STATE', { id, archived: 1 });
    const others = becomesDefault ? yield* range('pipelines', { where: ofModule }) : [];
    return [patch('pipelines', id, cells), ...onlyDefault(others, id)];
  },
});
