import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { get, insert } from '../../schema/typed-reads.ts';
import { requireFreeName } from '../fields/names.ts';
import { requiredText } from '../fields/text-fields.ts';
import { rowId } from '../fields/value-fields.ts';
import { sourcesBeside } from '../source/source-fields.ts';
import { importContext } from './import-rows.ts';

/**
 * Imports an organization-wide source of leads. One that is here already stays as it is.
 * Refuses with FORBIDDEN, NAME_TAKEN naming the other source, VALIDATION_FAILED.
 */
export const importSource = defineMutator({
  name: 'import.source',
  args: z.object({ id: rowId, name: requiredText() }),
  *decide({ id, name }, ctx) {
    importContext(ctx);
    if (yield* get('sources', id)) return [];
    yield* requireFreeName('sources', id, name, 'name', sourcesBeside(null));
    return [insert('sources', { id, name, teamId: null, archived: 0, createdAt: ctx.now })];
  },
});
