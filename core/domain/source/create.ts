import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { insert } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { requireFreeName } from '../fields/names.ts';
import { rowId } from '../fields/value-fields.ts';
import { requireFreshId } from '../lead/lead-access.ts';
import { checkTeam } from '../lead/lead-references.ts';
import { sourceFields, sourcesBeside } from './source-fields.ts';

const args = z.object({ id: rowId, name: sourceFields.name, teamId: sourceFields.teamId.optional() });

/**
 * Makes a source of leads, of one team or organization-wide.
 * Refuses with FORBIDDEN, ID_TAKEN, NAME_TAKEN, VALIDATION_FAILED.
 */
export const sourceCreate = defineMutator({
  name: 'source.create',
  args,
  *decide({ id, name, teamId = null }, ctx) {
    requirePermission(ctx, 'settings:edit');
    yield* requireFreshId('sources', id);
    if (teamId !== null) yield* checkTeam(teamId, ctx, 'teamId');
    yield* requireFreeName('sources', id, name, 'name', sourcesBeside(teamId));
    return [insert('sources', { id, name, teamId, archived: 0, createdAt: ctx.now })];
  },
});
