import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { get, patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { changesOf, differingCells, newValues } from '../fields/changes.ts';
import { inChanges } from '../fields/field-errors.ts';
import { requireFreeName } from '../fields/names.ts';
import { rowId } from '../fields/value-fields.ts';
import { checkTeam } from '../lead/lead-references.ts';
import { sourceFields, sourcesBeside } from './source-fields.ts';

/**
 * Renames a source or gives it to a team. Leads keep it.
 * Refuses with NOT_FOUND, FORBIDDEN, NAME_TAKEN, VALIDATION_FAILED.
 */
export const sourceUpdate = defineMutator({
  name: 'source.update',
  args: z.object({ id: rowId, changes: changesOf(sourceFields) }),
  edits: 'sources',
  *decide({ id, changes }, ctx) {
    const source = yield* get('sources', id);
    if (!source) throw new DomainError('NOT_FOUND', { entity: 'sources', id });
    requirePermission(ctx, 'settings:edit');
    const values = newValues(changes);
    const cells = differingCells(source, values);
    const [changed] = Object.keys(cells);
    if (changed === undefined) return [];
    if (values.teamId) yield* checkTeam(values.teamId, ctx, inChanges('teamId'));
    const next = { ...source, ...values };
    yield* requireFreeName('sources', id, next.name, inChanges(changed), sourcesBeside(next.teamId ?? null));
    return [patch('sources', id, cells)];
  },
});
