import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { rowId } from '../fields/value-fields.ts';
import { relatedRows } from '../lead/lead-rows.ts';
import { refuseTrashed } from '../lead/lead-state.ts';
import { visibleDocument } from './file-rows.ts';

/**
 * Brings back a document or a photo that was removed.
 * Refuses with NOT_FOUND (also once it is purged), FORBIDDEN, WRONG_STATE (trashed lead). Restoring what is there changes nothing.
 */
export const documentRestore = defineMutator({
  name: 'document.restore',
  args: z.object({ id: rowId }),
  *decide({ id }, ctx) {
    const { document, lead } = yield* visibleDocument(id, ctx);
    requirePermission(ctx, 'documents:edit');
    refuseTrashed([lead]);
    if (document.removedAt === null) return [];
    return [
      patch('documents', id, { removedAt: null }),
      ...relatedRows(ctx, lead, [{ event: 'documentRestored', to: document.name }]),
    ];
  },
});
