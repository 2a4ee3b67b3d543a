import { DomainError } from '../../kernel/errors.ts';
import type { MutationContext } from '../../kernel/mutator.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { RowOf } from '../../schema/tables.ts';
import { get } from '../../schema/typed-reads.ts';
import { visibleLead } from '../lead/lead-access.ts';

/**
 * A note that the actor wrote, on a lead that they see.
 * @throws DomainError NOT_FOUND, NOT_AUTHOR
 */
export function* ownNote(id: string, ctx: MutationContext): ReadProgram<RowOf<'notes'>> {
  const note = yield* get('notes', id);
  if (!note) throw new DomainError('NOT_FOUND', { entity: 'notes', id });
  yield* visibleLead(note.leadId, ctx);
  if (note.authorId !== ctx.actor.userId) throw new DomainError('NOT_AUTHOR', { id, authorId: note.authorId });
  return note;
}
