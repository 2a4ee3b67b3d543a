import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { patch } from '../../schema/typed-reads.ts';
import { visibleOwnedRow } from '../access/owned.ts';
import { requirePermission } from '../access/permissions.ts';
import { changesOf, differingCells, newValues } from '../fields/changes.ts';
import { inChanges } from '../fields/field-errors.ts';
import { rowId } from '../fields/value-fields.ts';
import { touched } from '../lead/lead-access.ts';
import { checkOpportunityReferences, opportunityFields } from './opportunity-fields.ts';

/**
 * Changes fields of an opportunity; its stage is changed by `opportunity.changeStage`.
 * Refuses with NOT_FOUND, FORBIDDEN, UNKNOWN_ASSIGNEE, VALIDATION_FAILED.
 */
export const opportunityUpdate = defineMutator({
  name: 'opportunity.update',
  args: z.object({ id: rowId, changes: changesOf(opportunityFields) }),
  edits: 'opportunities',
  *decide({ id, changes }, ctx) {
    const opportunity = yield* visibleOwnedRow('opportunities', id, ctx);
    requirePermission(ctx, 'opportunities:edit');
    const cells = differingCells(opportunity, newValues(changes));
    if (Object.keys(cells).length === 0) return [];
    yield* checkOpportunityReferences(cells, ctx, inChanges);
    return [patch('opportunities', id, { ...cells, updatedAt: touched(opportunity, ctx) })];
  },
});
