import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { get, patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { changesOf, differingCells, newValues } from '../fields/changes.ts';
import { inChanges } from '../fields/field-errors.ts';
import { requireFreeName } from '../fields/names.ts';
import { requiredText } from '../fields/text-fields.ts';
import { flagValue, rowId } from '../fields/value-fields.ts';

const teamFields = { name: requiredText(), open: flagValue, archived: flagValue } as const;

/**
 * Renames a team, opens or closes it, archives it or takes it out again.
 * Refuses with NOT_FOUND, FORBIDDEN, NAME_TAKEN, VALIDATION_FAILED.
 */
export const teamUpdate = defineMutator({
  name: 'team.update',
  args: z.object({ id: rowId, changes: changesOf(teamFields) }),
  edits: 'teams',
  *decide({ id, changes }, ctx) {
    const team = yield* get('teams', id);
    if (!team) throw new DomainError('NOT_FOUND', { entity: 'teams', id });
    requirePermission(ctx, 'people:edit');
    const values = newValues(changes);
    const cells = differingCells(team, values);
    if (Object.keys(cells).length === 0) return [];
    if (cells['name'] !== undefined) yield* requireFreeName('teams', id, values.name!, inChanges('name'));
    return [patch('teams', id, cells)];
  },
});
