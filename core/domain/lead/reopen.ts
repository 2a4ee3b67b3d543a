import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { requirePermission } from '../access/permissions.ts';
import { rowId } from '../fields/value-fields.ts';
import { visibleLead } from './lead-access.ts';
import { ruleRows } from './lead-rows.ts';
import { refuseTrashed } from './lead-state.ts';

/**
 * Takes up a disqualified lead again.
 * Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE (trashed, or not disqualified).
 */
export const leadReopen = defineMutator({
  name: 'lead.reopen',
  args: z.object({ id: rowId }),
  *decide({ id }, ctx) {
    const lead = yield* visibleLead(id, ctx);
    requirePermission(ctx, 'leads:edit');
    refuseTrashed([lead]);
    if (lead.status !== 'disqualified') throw new DomainError('WRONG_STATE', { ids: [id], status: lead.status });
    const set = { status: 'open', disqualifiedReason: null, disqualifiedReasonId: null } as const;
    return ruleRows(ctx, lead, set, { event: 'reopened', from: lead.disqualifiedReason });
  },
});
