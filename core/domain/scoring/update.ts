import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { get, patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { changesOf, differingCells, newValues } from '../fields/changes.ts';
import { inChanges } from '../fields/field-errors.ts';
import { requireFreeName } from '../fields/names.ts';
import { rowId } from '../fields/value-fields.ts';
import { checkRule, scoringFields, type ScoringRule } from './scoring-fields.ts';

/**
 * Changes a scoring rule; every score follows at once, because scores are computed where they are asked for.
 * Refuses with NOT_FOUND, FORBIDDEN, NAME_TAKEN, VALIDATION_FAILED.
 */
export const scoringRuleUpdate = defineMutator({
  name: 'scoringRule.update',
  args: z.object({ id: rowId, changes: changesOf(scoringFields) }),
  edits: 'scoringRules',
  *decide({ id, changes }, ctx) {
    const rule = yield* get('scoringRules', id);
    if (!rule) throw new DomainError('NOT_FOUND', { entity: 'scoringRules', id });
    requirePermission(ctx, 'settings:edit');
    const values = newValues(changes);
    const cells = differingCells(rule, values);
    if (Object.keys(cells).length === 0) return [];
    if (values.name !== undefined) yield* requireFreeName('scoringRules', id, values.name, inChanges('name'));
    checkRule({ ...rule, ...cells } as ScoringRule, inChanges);
    return [patch('scoringRules', id, cells)];
  },
});
