import { z } from 'zod';
import { defineMutator, type MutationContext } from '../../kernel/mutator.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { RowChange } from '../../kernel/rows.ts';
import { get, insert, patch } from '../../schema/typed-reads.ts';
import { differingCells } from '../fields/changes.ts';
import { requireFreeName } from '../fields/names.ts';
import { requiredText } from '../fields/text-fields.ts';
import { flagValue, rowId } from '../fields/value-fields.ts';
import { checkPerson } from '../lead/lead-references.ts';
import { teamMemberId } from '../people/team-members.ts';
import { importContext } from './import-rows.ts';

const member = z.object({ userId: rowId, role: z.enum(['manager', 'member']) });

const args = z.object({
  id: rowId,
  name: requiredText(),
  open: flagValue.optional(),
  /** Who is in it; nobody is taken out. */
  members: z.array(member).optional(),
});

/**
 * Imports a team with its members.
 * Refuses with FORBIDDEN, NAME_TAKEN naming the other team, UNKNOWN_ASSIGNEE, VALIDATION_FAILED.
 */
export const importTeam = defineMutator({
  name: 'import.team',
  args,
  *decide({ id, name, open, members = [] }, ctx) {
    const importing = importContext(ctx);
    const team = yield* get('teams', id);
    if (team?.name !== name) yield* requireFreeName('teams', id, name, 'name');
    const cells = team ? differingCells(team, { name, open }) : {};
    const changes: RowChange[] = [];
    if (!team) changes.push(insert('teams', { id, name, open: open ?? 0, archived: 0, createdAt: ctx.now }));
    if (Object.keys(cells).length > 0) changes.push(patch('teams', id, cells));
    const byUser = new Map(members.map(({ userId, role }) => [userId, role]));
    for (const [userId, role] of byUser) changes.push(...(yield* membership(id, userId, role, importing)));
    return changes;
  },
});

function* membership(
  teamId: string,
  userId: string,
  role: 'manager' | 'member',
  ctx: MutationContext,
): ReadProgram<RowChange[]> {
  yield* checkPerson(userId, ctx, 'members');
  const id = teamMemberId(teamId, userId);
  const row = yield* get('teamMembers', id);
  if (!row) return [insert('teamMembers', { id, teamId, userId, role, createdAt: ctx.now })];
  return row.role === role ? [] : [patch('teamMembers', id, { role })];
}
