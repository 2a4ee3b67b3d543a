import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { requiredText } from '../fields/text-fields.ts';
import { optionalFields } from '../fields/changes.ts';
import { rowId } from '../fields/value-fields.ts';
import { ownOrganization } from '../lead/lead-requirements.ts';
import { productFields } from '../product/product-fields.ts';
import { importContext, importedChanges, importedRow } from './import-rows.ts';

const args = z.object({
  id: rowId,
  externalId: requiredText(),
  ...optionalFields(productFields),
  name: productFields.name,
  priceMinor: productFields.priceMinor,
});

/** Imports a product. Refuses with FORBIDDEN, ID_TAKEN, VALIDATION_FAILED. */
export const importProduct = defineMutator({
  name: 'import.product',
  args,
  *decide({ id, ...values }, ctx) {
    const importing = importContext(ctx);
    const row = yield* importedRow('products', id, values.externalId);
    const { currency } = yield* ownOrganization();
    return importedChanges('products', row, id, values, { currency, archived: 0, createdAt: ctx.now }, importing);
  },
});
