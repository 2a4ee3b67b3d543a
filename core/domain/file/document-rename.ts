import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { changesOf, newValues } from '../fields/changes.ts';
import { rowId } from '../fields/value-fields.ts';
import { relatedRows } from '../lead/lead-rows.ts';
import { refuseTrashed } from '../lead/lead-state.ts';
import { fileName } from './file-fields.ts';
import { visibleDocument } from './file-rows.ts';

/**
 * Gives a document another name.
 * Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE (trashed lead).
 */
export const documentRename = defineMutator({
  name: 'document.rename',
  args: z.object({ id: rowId, changes: changesOf({ name: fileName }) }),
  edits: 'documents',
  *decide({ id, changes }, ctx) {
    const { document, lead } = yield* visibleDocument(id, ctx);
    requirePermission(ctx, 'documents:edit');
    refuseTrashed([lead]);
    const { name } = newValues(changes);
    if (name === undefined || name === document.name) return [];
    const entry = { event: 'documentRenamed', field: 'name', from: document.name, to: name } as const;
    return [patch('documents', id, { name }), ...relatedRows(ctx, lead, [entry])];
  },
});
