import { defineMutator } from '../../kernel/mutator.ts';
import { requirePermission } from '../access/permissions.ts';
import { leadToAddTo } from '../lead/lead-access.ts';
import { ownOrganization } from '../lead/lead-requirements.ts';
import { relatedRows } from '../lead/lead-rows.ts';
import { newFileArgs } from './file-fields.ts';
import { defaultDocumentMaxBytes } from './file-limits.ts';
import { newFileRow, refuseTooLarge } from './file-rows.ts';

/**
 * Puts a document on a lead. Its bytes travel beside sync, and may arrive later.
 * Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE (trashed lead), ID_TAKEN, FILE_TOO_LARGE.
 */
export const documentAdd = defineMutator({
  name: 'document.add',
  args: newFileArgs,
  *decide(file, ctx) {
    const lead = yield* leadToAddTo(file.leadId, ctx);
    requirePermission(ctx, 'documents:edit');
    const { documentMaxBytes } = yield* ownOrganization();
    refuseTooLarge(file.size, documentMaxBytes ?? defaultDocumentMaxBytes);
    return [
      yield* newFileRow(ctx, 'document', { ...file, leadId: lead.id }),
      ...relatedRows(ctx, lead, [{ event: 'documentAdded', to: file.name }]),
    ];
  },
});
