import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { getMany, patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { rowId, rowIds } from '../fields/value-fields.ts';
import { visibleLead } from '../lead/lead-access.ts';
import { relatedRows } from '../lead/lead-rows.ts';
import { refuseTrashed } from '../lead/lead-state.ts';

/**
 * Takes the photos that its author saw off a lead; document.restore brings one back.
 * Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE (trashed lead). Ids of what is no photo of the lead any more change nothing.
 */
export const leadClearPhoto = defineMutator({
  name: 'lead.clearPhoto',
  args: z.object({ leadId: rowId, photoIds: rowIds }),
  *decide({ leadId, photoIds }, ctx) {
    const lead = yield* visibleLead(leadId, ctx);
    requirePermission(ctx, 'documents:edit');
    refuseTrashed([lead]);
    const photos = (yield* getMany('documents', photoIds)).filter(
      (row) => row.leadId === leadId && row.kind === 'photo' && row.removedAt === null,
    );
    const ids = photos.map((photo) => photo.id).toSorted();
    return [
      ...ids.map((id) => patch('documents', id, { removedAt: ctx.now })),
      ...relatedRows(
        ctx,
        lead,
        ids.map((id) => ({ event: 'photoRemoved', from: id })),
      ),
    ];
  },
});
