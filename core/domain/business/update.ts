import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { get, patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { changesOf, differingCells, newValues } from '../fields/changes.ts';
import { inChanges } from '../fields/field-errors.ts';
import { requireFreeName } from '../fields/names.ts';
import { rowId } from '../fields/value-fields.ts';
import { businessFields } from './business-fields.ts';

/**
 * Renames or recolours a business.
 * Refuses with NOT_FOUND, FORBIDDEN, NAME_TAKEN, VALIDATION_FAILED.
 */
export const businessUpdate = defineMutator({
  name: 'business.update',
  args: z.object({ id: rowId, changes: changesOf(businessFields) }),
  edits: 'businesses',
  *decide({ id, changes }, ctx) {
    const business = yield* get('businesses', id);
    if (!business) throw new DomainError('NOT_FOUND', { entity: 'businesses', id });
    requirePermission(ctx, 'settings:edit');
    const values = newValues(changes);
    const cells = differingCells(business, values);
    if (Object.keys(cells).length === 0) return [];
    if (cells['name'] !== undefined) yield* requireFreeName('businesses', id, values.name!, inChanges('name'));
    return [patch('businesses', id, cells)];
  },
});
