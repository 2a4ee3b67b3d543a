import { DomainError } from '../../kernel/errors.ts';
import type { MutationContext } from '../../kernel/mutator.ts';
import { all, eq, exists, isNull, not } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { RowChange } from '../../kernel/rows.ts';
import type { DocumentKind } from '../../schema/files.ts';
import type { RowOf } from '../../schema/tables.ts';
import { first, get, insert } from '../../schema/typed-reads.ts';
import { requireFreshId, visibleLead } from '../lead/lead-access.ts';
import type { Lead } from '../lead/lead-state.ts';
import type { NewFile } from './file-fields.ts';

export type DocumentRow = RowOf<'documents'>;

/**
 * The row of a new file. Its content counts as stored at once when the author can read the same content already: knowing a
 * hash alone gives nobody access to what is behind it.
 * @throws DomainError ID_TAKEN
 */
export function* newFileRow(ctx: MutationContext, kind: DocumentKind, file: NewFile): ReadProgram<RowChange> {
  yield* requireFreshId('documents', file.id);
  const readable = yield* first('documents', {
    where: all(
      eq('sha256', file.sha256),
      not(isNull('storedAt')),
      isNull('removedAt'),
      exists('leads', ['id', 'leadId'], ctx.visibleLeads),
    ),
  });
  return insert('documents', {
    ...file,
    kind,
    storedAt: readable ? ctx.now : null,
    removedAt: null,
    createdAt: ctx.now,
    createdBy: ctx.actor.userId,
  });
}

/** @throws DomainError FILE_TOO_LARGE */
export function refuseTooLarge(size: number, maxBytes: number): void {
  if (size > maxBytes) throw new DomainError('FILE_TOO_LARGE', { size, maxBytes });
}

/**
 * A file of a lead that exists for the actor, removed or not.
 * @throws DomainError NOT_FOUND
 */
export function* visibleDocument(
  id: string,
  ctx: MutationContext,
): ReadProgram<{ readonly document: DocumentRow; readonly lead: Lead }> {
  const document = yield* get('documents', id);
  if (!document) throw new DomainError('NOT_FOUND', { entity: 'documents', id });
  return { document, lead: yield* visibleLead(document.leadId, ctx) };
}
