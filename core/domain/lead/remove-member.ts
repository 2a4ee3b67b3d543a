import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { get, remove } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { rowId } from '../fields/value-fields.ts';
import { leadMemberId } from './add-member.ts';
import { visibleLead } from './lead-access.ts';
import { relatedRows } from './lead-rows.ts';

/**
 * Takes a person out of the lead's team; nothing changes when they are not in it.
 * Refuses with NOT_FOUND, FORBIDDEN.
 */
export const leadRemoveMember = defineMutator({
  name: 'lead.removeMember',
  args: z.object({ leadId: rowId, userId: rowId }),
  *decide({ leadId, userId }, ctx) {
    const lead = yield* visibleLead(leadId, ctx);
    requirePermission(ctx, 'leads:assign');
    const id = leadMemberId(leadId, userId);
    if (!(yield* get('leadMembers', id))) return [];
    return [remove('leadMembers', id), ...relatedRows(ctx, lead, [{ event: 'memberRemoved', from: userId }])];
  },
});
