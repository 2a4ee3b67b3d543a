import { z } from 'zod';
import { derivedUuid } from '../../kernel/ids.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { get, insert, patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { namedChoice } from '../choice/named-choice.ts';
import { optionalText } from '../fields/text-fields.ts';
import { rowId } from '../fields/value-fields.ts';
import { visibleLead } from './lead-access.ts';
import { checkPerson } from './lead-references.ts';
import { relatedRows } from './lead-rows.ts';
import { refuseTrashed } from './lead-state.ts';

/** The id of a person's row in a lead's team: adding twice is adding once. */
export function leadMemberId(leadId: string, userId: string): string {
  return derivedUuid('leadMembers', leadId, userId);
}

const args = z.object({
  leadId: rowId,
  userId: rowId,
  /** What the person does for the lead: one of the organization's team roles, where it has such. Default: member. */
  role: optionalText().optional(),
});

/**
 * Takes a person into the lead's team, which lets them see it, or gives a member another role.
 * Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE (trashed), UNKNOWN_ASSIGNEE, VALIDATION_FAILED with the roles there are.
 */
export const leadAddMember = defineMutator({
  name: 'lead.addMember',
  args,
  *decide({ leadId, userId, role: asked }, ctx) {
    const lead = yield* visibleLead(leadId, ctx);
    requirePermission(ctx, 'leads:assign');
    refuseTrashed([lead]);
    yield* checkPerson(userId, ctx, 'userId');
    const id = leadMemberId(leadId, userId);
    const choice = asked ? yield* namedChoice('teamRoles', asked, 'role', ctx) : undefined;
    const role = choice?.name ?? asked ?? 'member';
    const member = yield* get('leadMembers', id);
    if (member?.role === role) return [];
    return [
      member
        ? patch('leadMembers', id, { role })
        : insert('leadMembers', { id, leadId, userId, role, createdAt: ctx.now }),
      ...relatedRows(ctx, lead, [{ event: 'memberAdded', to: userId }]),
    ];
  },
});
