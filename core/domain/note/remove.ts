import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { eq } from '../../kernel/predicates.ts';
import { range, remove } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { rowId } from '../fields/value-fields.ts';
import { historyRow } from '../lead/lead-history.ts';
import { ownNote } from './own-note.ts';

/**
 * Deletes an own note with everything it ever said.
 * Refuses with NOT_FOUND, NOT_AUTHOR, FORBIDDEN.
 */
export const noteRemove = defineMutator({
  name: 'note.remove',
  args: z.object({ id: rowId }),
  *decide({ id }, ctx) {
    const note = yield* ownNote(id, ctx);
    requirePermission(ctx, 'notes:create');
    const revisions = yield* range('noteRevisions', { where: eq('noteId', id) });
    return [
      remove('notes', id),
      ...revisions.map((revision) => remove('noteRevisions', revision.id)),
      historyRow(ctx, note.leadId, { event: 'noteRemoved', from: id }),
    ];
  },
});
