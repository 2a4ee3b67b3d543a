import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { requirePermission } from '../access/permissions.ts';
import { rowIds } from '../fields/value-fields.ts';
import { visibleLeadsNamed } from './lead-access.ts';
import { ruleRows } from './lead-rows.ts';
import { refuseTrashed } from './lead-state.ts';

/**
 * Puts leads away; they keep everything. Archived ones stay as they are.
 * Refuses with UNKNOWN_LEADS, FORBIDDEN, WRONG_STATE (trashed); then nothing changes.
 */
export const leadArchive = defineMutator({
  name: 'lead.archive',
  args: z.object({ ids: rowIds }),
  *decide({ ids }, ctx) {
    const leads = yield* visibleLeadsNamed(ids, ctx);
    requirePermission(ctx, 'leads:edit');
    refuseTrashed(leads);
    return leads
      .filter((lead) => lead.state === 'active')
      .flatMap((lead) => ruleRows(ctx, lead, { state: 'archived' }, { event: 'archived' }));
  },
});
