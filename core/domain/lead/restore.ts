import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { requirePermission } from '../access/permissions.ts';
import { rowIds } from '../fields/value-fields.ts';
import { visibleLeadsNamed } from './lead-access.ts';
import { emailClash } from './lead-duplicates.ts';
import { ruleRows } from './lead-rows.ts';

/**
 * Brings leads back from the archive or the trash. An address that has become another lead's meanwhile is flagged, not refused.
 * Refuses with UNKNOWN_LEADS, FORBIDDEN; then nothing changes.
 */
export const leadRestore = defineMutator({
  name: 'lead.restore',
  args: z.object({ ids: rowIds }),
  *decide({ ids }, ctx) {
    const leads = (yield* visibleLeadsNamed(ids, ctx)).filter((lead) => lead.state !== 'active');
    requirePermission(ctx, 'leads:edit');
    const changes = [];
    for (const lead of leads) {
      const set = { state: 'active', trashedAt: null } as const;
      // Archived leads keep their address to themselves; only a trashed one gave it up.
      const clash = lead.state === 'trashed' ? yield* emailClash(lead, true, ctx, 'ids') : lead.duplicateOfId;
      const flag = clash === lead.duplicateOfId ? {} : { duplicateOfId: clash };
      changes.push(...ruleRows(ctx, lead, { ...set, ...flag }, { event: 'restored', from: lead.state }));
    }
    return changes;
  },
});
