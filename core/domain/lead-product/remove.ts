import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { remove } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { rowId } from '../fields/value-fields.ts';
import { relatedRows } from '../lead/lead-rows.ts';
import { refuseTrashed } from '../lead/lead-state.ts';
import { visibleLine } from './line-fields.ts';

/**
 * Takes a product line off its lead.
 * Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE (trashed).
 */
export const leadProductRemove = defineMutator({
  name: 'leadProduct.remove',
  args: z.object({ id: rowId }),
  *decide({ id }, ctx) {
    const { line, lead } = yield* visibleLine(id, ctx);
    requirePermission(ctx, 'leads:edit');
    refuseTrashed([lead]);
    return [remove('leadProducts', id), ...relatedRows(ctx, lead, [{ event: 'productRemoved', from: line.productId }])];
  },
});
