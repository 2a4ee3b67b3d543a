import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { changesOf, differingCells, newValues } from '../fields/changes.ts';
import { inChanges } from '../fields/field-errors.ts';
import { rowId } from '../fields/value-fields.ts';
import { priorityFields, priorityRow, priorityToChange, requireFreePriorityName } from './priority-fields.ts';

/**
 * Renames, recolours or ranks a priority, one of the four that everybody has as well. Leads keep it.
 * Refuses with NOT_FOUND, FORBIDDEN, NAME_TAKEN, VALIDATION_FAILED.
 */
export const priorityUpdate = defineMutator({
  name: 'priority.update',
  args: z.object({ id: rowId, changes: changesOf(priorityFields) }),
  edits: 'leadPriorities',
  *decide({ id, changes }, ctx) {
    const chosen = yield* priorityToChange(id, ctx);
    const values = newValues(changes);
    const cells = differingCells(chosen.priority, values);
    if (Object.keys(cells).length === 0) return [];
    if (values.name !== undefined) requireFreePriorityName(chosen.all, id, values.name, inChanges('name'));
    return [priorityRow(chosen, cells, ctx)];
  },
});
