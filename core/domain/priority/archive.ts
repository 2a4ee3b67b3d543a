import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { flagValue, rowId } from '../fields/value-fields.ts';
import { ownOrganization } from '../lead/lead-requirements.ts';
import { usualPriority } from './priorities.ts';
import { priorityRow, priorityToChange } from './priority-fields.ts';

/**
 * Takes a priority off the list of choices, or puts it back (`archived: 0`). Leads keep it; the one that new leads get stays.
 * Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE (the default).
 */
export const priorityArchive = defineMutator({
  name: 'priority.archive',
  args: z.object({ id: rowId, archived: flagValue.optional() }),
  *decide({ id, archived = 1 }, ctx) {
    const chosen = yield* priorityToChange(id, ctx);
    if (chosen.priority.archived === archived) return [];
    const { defaultPriority } = yield* ownOrganization();
    if (archived === 1 && chosen.priority.key === (defaultPriority ?? usualPriority)) {
      throw new DomainError('WRONG_STATE', { id, isDefault: 1 });
    }
    return [priorityRow(chosen, { archived }, ctx)];
  },
});
