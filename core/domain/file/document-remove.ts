import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { rowId } from '../fields/value-fields.ts';
import { relatedRows } from '../lead/lead-rows.ts';
import { refuseTrashed } from '../lead/lead-state.ts';
import { visibleDocument } from './file-rows.ts';

/**
 * Takes a document or a photo off its lead. It can be restored until the server purges it.
 * Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE (trashed lead). Removing what is removed changes nothing.
 */
export const documentRemove = defineMutator({
  name: 'document.remove',
  args: z.object({ id: rowId }),
  *decide({ id }, ctx) {
    const { document, lead } = yield* visibleDocument(id, ctx);
    requirePermission(ctx, 'documents:edit');
    refuseTrashed([lead]);
    if (document.removedAt !== null) return [];
    return [
      patch('documents', id, { removedAt: ctx.now }),
      ...relatedRows(ctx, lead, [{ event: 'documentRemoved', from: document.name }]),
    ];
  },
});
