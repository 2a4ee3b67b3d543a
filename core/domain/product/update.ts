import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { get, patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { changesOf, differingCells, newValues } from '../fields/changes.ts';
import { inChanges } from '../fields/field-errors.ts';
import { requireFreeName } from '../fields/names.ts';
import { rowId } from '../fields/value-fields.ts';
import { productFields } from './product-fields.ts';

/**
 * Changes a product, or archives it. Lines that were sold keep their price.
 * Refuses with NOT_FOUND, FORBIDDEN, NAME_TAKEN, VALIDATION_FAILED.
 */
export const productUpdate = defineMutator({
  name: 'product.update',
  args: z.object({ id: rowId, changes: changesOf(productFields) }),
  edits: 'products',
  *decide({ id, changes }, ctx) {
    const product = yield* get('products', id);
    if (!product) throw new DomainError('NOT_FOUND', { entity: 'products', id });
    requirePermission(ctx, 'settings:edit');
    const values = newValues(changes);
    const cells = differingCells(product, values);
    if (Object.keys(cells).length === 0) return [];
    if (cells['name'] !== undefined) yield* requireFreeName('products', id, values.name!, inChanges('name'));
    return [patch('products', id, cells)];
  },
});
