import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { derivedUuid } from '../../kernel/ids.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { get, insert, patch, remove } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { rowId } from '../fields/value-fields.ts';
import { checkPerson } from '../lead/lead-references.ts';

/** The id of a membership: joining twice is joining once. */
export function teamMemberId(teamId: string, userId: string): string {
  return derivedUuid('teamMembers', teamId, userId);
}

const addArgs = z.object({
  teamId: rowId,
  userId: rowId,
  /** Managers see all of the team's leads. Default: member. */
  role: z.enum(['manager', 'member']).optional(),
});

/**
 * Takes a person into a team, or gives a member another role in it.
 * Refuses with NOT_FOUND, FORBIDDEN, UNKNOWN_ASSIGNEE.
 */
export const teamAddMember = defineMutator({
  name: 'team.addMember',
  args: addArgs,
  *decide({ teamId, userId, role = 'member' }, ctx) {
    if (!(yield* get('teams', teamId))) throw new DomainError('NOT_FOUND', { entity: 'teams', id: teamId });
    requirePermission(ctx, 'people:edit');
    yield* checkPerson(userId, ctx, 'userId');
    const id = teamMemberId(teamId, userId);
    const member = yield* get('teamMembers', id);
    if (!member) return [insert('teamMembers', { id, teamId, userId, role, createdAt: ctx.now })];
    return member.role === role ? [] : [patch('teamMembers', id, { role })];
  },
});

/**
 * Takes a person out of a team; nothing changes when they are not in it.
 * Refuses with NOT_FOUND, FORBIDDEN.
 */
export const teamRemoveMember = defineMutator({
  name: 'team.removeMember',
  args: z.object({ teamId: rowId, userId: rowId }),
  *decide({ teamId, userId }, ctx) {
    if (!(yield* get('teams', teamId))) throw new DomainError('NOT_FOUND', { entity: 'teams', id: teamId });
    requirePermission(ctx, 'people:edit');
    const id = teamMemberId(teamId, userId);
    return (yield* get('teamMembers', id)) ? [remove('teamMembers', id)] : [];
  },
});
