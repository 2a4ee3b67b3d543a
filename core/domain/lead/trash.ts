import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { requirePermission } from '../access/permissions.ts';
import { rowIds } from '../fields/value-fields.ts';
import { visibleLeadsNamed } from './lead-access.ts';
import { ruleRows } from './lead-rows.ts';
import { acceptsLate } from './lead-state.ts';

/**
 * Puts leads into the trash, from which they can be restored until they are purged. Two people who trash the same lead while
 * offline both get what they wanted.
 * Refuses with UNKNOWN_LEADS, FORBIDDEN, ALREADY_DELETED naming those in the trash; then nothing changes.
 */
export const leadTrash = defineMutator({
  name: 'lead.trash',
  args: z.object({ ids: rowIds }),
  *decide({ ids }, ctx) {
    const leads = yield* visibleLeadsNamed(ids, ctx);
    requirePermission(ctx, 'leads:delete');
    const trashed = leads.filter((lead) => lead.state === 'trashed').map((lead) => lead.id);
    if (trashed.length > 0 && !acceptsLate(ctx)) throw new DomainError('ALREADY_DELETED', { ids: trashed });
    return leads
      .filter((lead) => lead.state !== 'trashed')
      .flatMap((lead) =>
        ruleRows(ctx, lead, { state: 'trashed', trashedAt: ctx.now }, { event: 'trashed', from: lead.state }),
      );
  },
});
