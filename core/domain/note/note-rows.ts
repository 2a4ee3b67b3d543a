import type { MutationContext } from '../../kernel/mutator.ts';
import type { RowChange } from '../../kernel/rows.ts';
import { insert } from '../../schema/typed-reads.ts';
import { historyRow } from '../lead/lead-history.ts';

/** The rows of a new note by the actor. */
export function newNote(ctx: MutationContext, leadId: string, noteId: string, body: string): RowChange[] {
  return [
    insert('notes', { id: noteId, leadId, authorId: ctx.actor.userId, body, createdAt: ctx.now, editedAt: null }),
    historyRow(ctx, leadId, { event: 'noteAdded', to: noteId }),
  ];
}

/** The rows of a note that comes along with another change of the lead; none when nothing was written. */
export function accompanyingNote(ctx: MutationContext, leadId: string, body: string | null | undefined): RowChange[] {
  return body ? newNote(ctx, leadId, ctx.newId(`note:${leadId}`), body) : [];
}
