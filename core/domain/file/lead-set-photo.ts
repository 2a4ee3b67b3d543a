import { DomainError } from '../../kernel/errors.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { get, patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { optionalRef } from '../fields/value-fields.ts';
import { leadToAddTo } from '../lead/lead-access.ts';
import { relatedRows } from '../lead/lead-rows.ts';
import { newFileArgs } from './file-fields.ts';
import { photoMaxBytes, photoMediaTypes } from './file-limits.ts';
import { newFileRow, refuseTooLarge } from './file-rows.ts';

/**
 * Gives a lead a photo in the place of the one that its author saw (`replaces`). One that somebody else set meanwhile stays.
 * Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE (trashed lead), ID_TAKEN, FILE_TYPE_REFUSED, FILE_TOO_LARGE.
 */
export const leadSetPhoto = defineMutator({
  name: 'lead.setPhoto',
  args: newFileArgs.extend({ replaces: optionalRef.optional() }),
  *decide({ replaces, ...file }, ctx) {
    const lead = yield* leadToAddTo(file.leadId, ctx);
    requirePermission(ctx, 'documents:edit');
    if (!photoMediaTypes.includes(file.mediaType) || file.size === 0) {
      throw new DomainError('FILE_TYPE_REFUSED', { mediaType: file.mediaType, accepted: photoMediaTypes });
    }
    refuseTooLarge(file.size, photoMaxBytes);
    const before = replaces ? yield* get('documents', replaces) : undefined;
    const isReplaced = before?.kind === 'photo' && before.leadId === file.leadId && before.removedAt === null;
    return [
      yield* newFileRow(ctx, 'photo', { ...file, leadId: lead.id }),
      ...(isReplaced ? [patch('documents', before.id, { removedAt: ctx.now })] : []),
      ...relatedRows(ctx, lead, [{ event: 'photoSet', from: isReplaced ? before.id : null, to: file.id }]),
    ];
  },
});
