import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { changesOf, differingCells, newValues } from '../fields/changes.ts';
import { inChanges } from '../fields/field-errors.ts';
import { rowId } from '../fields/value-fields.ts';
import { historyOfChange } from '../lead/lead-history.ts';
import { touched } from '../lead/lead-access.ts';
import { refuseTrashed } from '../lead/lead-state.ts';
import { checkedTotal, lineFields, visibleLine, type ProductLine } from './line-fields.ts';

const args = z.object({ id: rowId, changes: changesOf(lineFields) });

/**
 * Changes quantity, price or discount of a product line; the total follows.
 * Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE (trashed), VALIDATION_FAILED (total too large).
 */
export const leadProductUpdate = defineMutator({
  name: 'leadProduct.update',
  args,
  edits: 'leadProducts',
  *decide({ id, changes }, ctx) {
    const { line, lead } = yield* visibleLine(id, ctx);
    requirePermission(ctx, 'leads:edit');
    refuseTrashed([lead]);
    const cells = differingCells(line, newValues(changes)) as Partial<ProductLine>;
    const [changed] = Object.keys(cells);
    if (changed === undefined) return [];
    const totalMinor = checkedTotal({ ...line, ...cells }, inChanges(changed));
    return [
      patch('leadProducts', id, { ...cells, totalMinor }),
      patch('leads', lead.id, { updatedAt: touched(lead, ctx) }),
      ...historyOfChange(ctx, lead.id, 'productChanged', line, cells),
    ];
  },
});
