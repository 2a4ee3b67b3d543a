import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { insert, patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { changesOf, newValues } from '../fields/changes.ts';
import { longTextMax, requiredText } from '../fields/text-fields.ts';
import { rowId } from '../fields/value-fields.ts';
import { historyRow } from '../lead/lead-history.ts';
import { ownNote } from './own-note.ts';

const args = z.object({ id: rowId, changes: changesOf({ body: requiredText(longTextMax) }) });

/**
 * Rewrites an own note; what it said before is kept as a revision.
 * Refuses with NOT_FOUND, NOT_AUTHOR, FORBIDDEN.
 */
export const noteEdit = defineMutator({
  name: 'note.edit',
  args,
  edits: 'notes',
  *decide({ id, changes }, ctx) {
    const note = yield* ownNote(id, ctx);
    requirePermission(ctx, 'notes:create');
    const { body } = newValues(changes);
    if (body === undefined || body === note.body) return [];
    return [
      patch('notes', id, { body, editedAt: ctx.now }),
      insert('noteRevisions', {
        id: ctx.newId('revision'),
        leadId: note.leadId,
        noteId: id,
        body: note.body,
        replacedAt: ctx.now,
        replacedBy: ctx.actor.userId,
      }),
      historyRow(ctx, note.leadId, { event: 'noteEdited', to: id }),
    ];
  },
});
