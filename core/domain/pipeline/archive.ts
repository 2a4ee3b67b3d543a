import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { all, eq } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { RowOf } from '../../schema/tables.ts';
import { count, get, patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { flagValue, rowId } from '../fields/value-fields.ts';

/**
 * Puts a pipeline away, or takes it out again (`archived: 0`). Nobody loses sight of leads by it: one that is the default or
 * still holds active leads or open opportunities stays.
 * Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE (default), STAGE_IN_USE with the count.
 */
export const pipelineArchive = defineMutator({
  name: 'pipeline.archive',
  args: z.object({ id: rowId, archived: flagValue.optional() }),
  *decide({ id, archived = 1 }, ctx) {
    const pipeline = yield* get('pipelines', id);
    if (!pipeline) throw new DomainError('NOT_FOUND', { entity: 'pipelines', id });
    requirePermission(ctx, 'settings:edit');
    if (pipeline.archived === archived) return [];
    if (archived === 1) {
      if (pipeline.isDefault === 1) throw new DomainError('WRONG_STATE', { id, isDefault: 1 });
      const inside = yield* activeInside(pipeline);
      if (inside > 0) throw new DomainError('STAGE_IN_USE', { pipelineId: id, count: inside });
    }
    return [patch('pipelines', id, { archived })];
  },
});

function* activeInside({ id, module }: RowOf<'pipelines'>): ReadProgram<number> {
  return module === 'leads'
    ? yield* count('leads', all(eq('pipelineId', id), eq('state', 'active')))
    : yield* count('opportunities', all(eq('pipelineId', id), eq('status', 'open')));
}
