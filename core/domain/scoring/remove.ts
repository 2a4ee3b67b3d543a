import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { get, remove } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { rowId } from '../fields/value-fields.ts';

/**
 * Deletes a scoring rule.
 * Refuses with NOT_FOUND, FORBIDDEN.
 */
export const scoringRuleRemove = defineMutator({
  name: 'scoringRule.remove',
  args: z.object({ id: rowId }),
  *decide({ id }, ctx) {
    if (!(yield* get('scoringRules', id))) throw new DomainError('NOT_FOUND', { entity: 'scoringRules', id });
    requirePermission(ctx, 'settings:edit');
    return [remove('scoringRules', id)];
  },
});
