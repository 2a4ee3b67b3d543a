import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { insert } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { requireFreeName } from '../fields/names.ts';
import { requiredText } from '../fields/text-fields.ts';
import { flagValue, rowId } from '../fields/value-fields.ts';
import { requireFreshId } from '../lead/lead-access.ts';

const args = z.object({
  id: rowId,
  name: requiredText(),
  /** 1: everyone in the team sees its leads. Default: 0. */
  open: flagValue.optional(),
});

/**
 * Makes a team.
 * Refuses with FORBIDDEN, ID_TAKEN, NAME_TAKEN, VALIDATION_FAILED.
 */
export const teamCreate = defineMutator({
  name: 'team.create',
  args,
  *decide({ id, name, open = 0 }, ctx) {
    requirePermission(ctx, 'people:edit');
    yield* requireFreshId('teams', id);
    yield* requireFreeName('teams', id, name, 'name');
    return [insert('teams', { id, name, open, archived: 0, createdAt: ctx.now })];
  },
});
