import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { checkContactReferences, contactFields, requireContactName } from '../contact/contact-fields.ts';
import { optionalFields, toCells } from '../fields/changes.ts';
import { topLevel } from '../fields/field-errors.ts';
import { requiredText } from '../fields/text-fields.ts';
import { rowId, timeMs } from '../fields/value-fields.ts';
import { importContext, importedChanges, importedRow } from './import-rows.ts';

const args = z.object({
  id: rowId,
  externalId: requiredText(),
  ...optionalFields(contactFields),
  /** When it was made in the other system, epoch milliseconds. Default: now. */
  createdAt: timeMs.optional(),
});

/** Imports a contact. Refuses with FORBIDDEN, ID_TAKEN, UNKNOWN_ASSIGNEE, VALIDATION_FAILED. */
export const importContact = defineMutator({
  name: 'import.contact',
  args,
  *decide({ id, ...values }, ctx) {
    const importing = importContext(ctx);
    const row = yield* importedRow('contacts', id, values.externalId);
    yield* checkContactReferences(values, importing, topLevel);
    requireContactName({ ...row, ...toCells(values) }, topLevel);
    const initial = {
      phones: [],
      createdAt: ctx.now,
      createdBy: ctx.actor.userId,
      updatedAt: values.createdAt ?? ctx.now,
    };
    return importedChanges('contacts', row, id, values, initial, importing);
  },
});
