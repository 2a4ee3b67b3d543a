import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { get, insert } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { optionalFields } from '../fields/changes.ts';
import { invalid } from '../fields/field-errors.ts';
import { rowId } from '../fields/value-fields.ts';
import { requireFreshId, visibleLead } from '../lead/lead-access.ts';
import { mayUseRetired } from '../lead/lead-references.ts';
import { relatedRows } from '../lead/lead-rows.ts';
import { refuseTrashed } from '../lead/lead-state.ts';
import { checkedTotal, lineFields } from './line-fields.ts';

const args = z.object({ id: rowId, leadId: rowId, productId: rowId, ...optionalFields(lineFields) });

/**
 * Puts a product on a lead: by default one of it, at its price, without discount, in its currency.
 * Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE (trashed), ID_TAKEN, VALIDATION_FAILED (unknown product, total too large).
 */
export const leadProductAdd = defineMutator({
  name: 'leadProduct.add',
  args,
  *decide(given, ctx) {
    const lead = yield* visibleLead(given.leadId, ctx);
    requirePermission(ctx, 'leads:edit');
    refuseTrashed([lead]);
    yield* requireFreshId('leadProducts', given.id);
    const product = yield* get('products', given.productId);
    if (!product || (product.archived === 1 && !mayUseRetired(ctx))) {
      throw invalid('productId', 'unknown', 'is not a product', { productId: given.productId });
    }
    const line = {
      quantity: given.quantity ?? 1,
      unitPriceMinor: given.unitPriceMinor ?? product.priceMinor,
      discountPercent: given.discountPercent ?? 0,
    };
    return [
      insert('leadProducts', {
        id: given.id,
        leadId: lead.id,
        productId: product.id,
        ...line,
        currency: product.currency,
        totalMinor: checkedTotal(line, 'quantity'),
        createdAt: ctx.now,
      }),
      ...relatedRows(ctx, lead, [{ event: 'productAdded', to: product.id }]),
    ];
  },
});
