import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { get, patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { differingCells } from '../fields/changes.ts';
import { rowId } from '../fields/value-fields.ts';
import { namesIn } from '../lead/lead-requirements.ts';
import { checkFieldNames } from './stage-fields.ts';

const args = z.object({
  id: rowId,
  field: z.string().min(1).max(100),
  /** Whether the field must be filled to enter the stage, is asked for, or neither. */
  as: z.enum(['required', 'asked', 'none']),
});

/**
 * Says of one field whether a stage asks for it. A field that is asked for is shown: it is taken off those that are hidden.
 * Refuses with NOT_FOUND, FORBIDDEN, VALIDATION_FAILED.
 */
export const stageSetField = defineMutator({
  name: 'stage.setField',
  args,
  *decide({ id, field, as }, ctx) {
    const stage = yield* get('stages', id);
    if (!stage) throw new DomainError('NOT_FOUND', { entity: 'stages', id });
    requirePermission(ctx, 'settings:edit');
    const { module } = (yield* get('pipelines', stage.pipelineId)) ?? { module: 'leads' as const };
    if (as !== 'none') checkFieldNames([field], module, 'field');
    const cells = differingCells(stage, {
      requiredFields: withField(stage.requiredFields, field, as === 'required'),
      askedFields: orNull(withField(stage.askedFields, field, as === 'asked')),
      hiddenFields: as === 'none' ? undefined : orNull(withField(stage.hiddenFields, field, false)),
    });
    return Object.keys(cells).length === 0 ? [] : [patch('stages', id, cells)];
  },
});

function withField(cell: string | null, field: string, isIn: boolean): readonly string[] {
  const names = namesIn(cell ?? '[]');
  if (names.includes(field) === isIn) return names;
  return isIn ? [...names, field] : names.filter((name) => name !== field);
}

const orNull = (names: readonly string[]): readonly string[] | null => (names.length > 0 ? names : null);
