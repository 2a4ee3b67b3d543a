import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { accountFields, checkAccountReferences } from '../account/account-fields.ts';
import { optionalFields } from '../fields/changes.ts';
import { topLevel } from '../fields/field-errors.ts';
import { requiredText } from '../fields/text-fields.ts';
import { rowId, timeMs } from '../fields/value-fields.ts';
import { ownOrganization } from '../lead/lead-requirements.ts';
import { importContext, importedChanges, importedRow } from './import-rows.ts';

const args = z.object({
  id: rowId,
  externalId: requiredText(),
  ...optionalFields(accountFields),
  name: accountFields.name,
  /** When it was made in the other system, epoch milliseconds. Default: now. */
  createdAt: timeMs.optional(),
});

/** Imports an account. Refuses with FORBIDDEN, ID_TAKEN, UNKNOWN_ASSIGNEE, VALIDATION_FAILED. */
export const importAccount = defineMutator({
  name: 'import.account',
  args,
  *decide({ id, ...values }, ctx) {
    const importing = importContext(ctx);
    const row = yield* importedRow('accounts', id, values.externalId);
    yield* checkAccountReferences(id, values, importing, topLevel);
    const { currency } = yield* ownOrganization();
    const initial = {
      currency,
      createdAt: ctx.now,
      createdBy: ctx.actor.userId,
      updatedAt: values.createdAt ?? ctx.now,
    };
    return importedChanges('accounts', row, id, values, initial, importing);
  },
});
