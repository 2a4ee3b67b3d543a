import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { insert } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { requireFreeName } from '../fields/names.ts';
import { rowId } from '../fields/value-fields.ts';
import { requireFreshId } from '../lead/lead-access.ts';
import { ownOrganization } from '../lead/lead-requirements.ts';
import { productFields } from './product-fields.ts';

const args = z.object({
  id: rowId,
  name: productFields.name,
  series: productFields.series.optional(),
  /** Minor units. */
  priceMinor: productFields.priceMinor,
  /** Default: the organization's. */
  currency: productFields.currency.optional(),
});

/**
 * Makes a product.
 * Refuses with FORBIDDEN, ID_TAKEN, NAME_TAKEN, VALIDATION_FAILED.
 */
export const productCreate = defineMutator({
  name: 'product.create',
  args,
  *decide({ id, name, series = null, priceMinor, currency }, ctx) {
    requirePermission(ctx, 'settings:edit');
    yield* requireFreshId('products', id);
    yield* requireFreeName('products', id, name, 'name');
    const money = { priceMinor, currency: currency ?? (yield* ownOrganization()).currency };
    return [insert('products', { id, name, series, ...money, archived: 0, externalId: null, createdAt: ctx.now })];
  },
});
