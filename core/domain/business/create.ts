import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { always } from '../../kernel/predicates.ts';
import { count, insert } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { requireFreeName } from '../fields/names.ts';
import { rowId } from '../fields/value-fields.ts';
import { requireFreshId } from '../lead/lead-access.ts';
import { nthColor } from '../pipeline/colors.ts';
import { businessFields } from './business-fields.ts';

const args = z.object({ id: rowId, name: businessFields.name, color: businessFields.color.optional() });

/**
 * Makes a business: a unit that owns leads.
 * Refuses with FORBIDDEN, ID_TAKEN, NAME_TAKEN, VALIDATION_FAILED.
 */
export const businessCreate = defineMutator({
  name: 'business.create',
  args,
  *decide({ id, name, color }, ctx) {
    requirePermission(ctx, 'settings:edit');
    yield* requireFreshId('businesses', id);
    yield* requireFreeName('businesses', id, name, 'name');
    const chosen = color ?? nthColor(yield* count('businesses', always));
    return [insert('businesses', { id, name, color: chosen, archived: 0, createdAt: ctx.now })];
  },
});
