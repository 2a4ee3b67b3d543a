import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { always } from '../../kernel/predicates.ts';
import { insert, range } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { rowId } from '../fields/value-fields.ts';
import { requireFreshId } from '../lead/lead-access.ts';
import { nthColor } from '../pipeline/colors.ts';
import { prioritiesOf } from './priorities.ts';
import { priorityFields, requireFreePriorityName } from './priority-fields.ts';

const args = z.object({
  id: rowId,
  name: priorityFields.name,
  color: priorityFields.color.optional(),
  /** Default: the most urgent. */
  rank: priorityFields.rank.optional(),
});

/**
 * Makes a priority beside those there are; leads hold its id.
 * Refuses with FORBIDDEN, ID_TAKEN, NAME_TAKEN, VALIDATION_FAILED.
 */
export const priorityCreate = defineMutator({
  name: 'priority.create',
  args,
  *decide({ id, name, color, rank }, ctx) {
    requirePermission(ctx, 'settings:edit');
    yield* requireFreshId('leadPriorities', id);
    const all = prioritiesOf(yield* range('leadPriorities', { where: always }));
    requireFreePriorityName(all, id, name, 'name');
    return [
      insert('leadPriorities', {
        id,
        key: id,
        name,
        color: color ?? nthColor(all.length),
        rank: rank ?? Math.max(...all.map((one) => one.rank)) + 10,
        archived: 0,
        createdAt: ctx.now,
      }),
    ];
  },
});
