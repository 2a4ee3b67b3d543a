import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { requirePermission } from '../access/permissions.ts';
import { namedChoice } from '../choice/named-choice.ts';
import { longTextMax, optionalText, requiredText } from '../fields/text-fields.ts';
import { rowId } from '../fields/value-fields.ts';
import { accompanyingNote } from '../note/note-rows.ts';
import { visibleLead } from './lead-access.ts';
import { ruleRows } from './lead-rows.ts';
import { refuseTrashed } from './lead-state.ts';

const args = z.object({
  id: rowId,
  /** One of the organization's reasons (id, name, or name as a key); where it has none, any text. */
  reason: requiredText(),
  /** Becomes a note on the lead. */
  notes: optionalText(longTextMax).optional(),
});

/**
 * Gives up an open lead for a reason.
 * Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE (trashed, converted or disqualified), VALIDATION_FAILED with the reasons there are.
 */
export const leadDisqualify = defineMutator({
  name: 'lead.disqualify',
  args,
  *decide({ id, reason, notes }, ctx) {
    const lead = yield* visibleLead(id, ctx);
    requirePermission(ctx, 'leads:edit');
    refuseTrashed([lead]);
    if (lead.status !== 'open') throw new DomainError('WRONG_STATE', { ids: [id], status: lead.status });
    const choice = yield* namedChoice('disqualificationReasons', reason, 'reason', ctx);
    const told = choice?.name ?? reason;
    const set = { status: 'disqualified', disqualifiedReason: told, disqualifiedReasonId: choice?.id ?? null } as const;
    return [...ruleRows(ctx, lead, set, { event: 'disqualified', to: told }), ...accompanyingNote(ctx, id, notes)];
  },
});
