import { DomainError } from '../../kernel/errors.ts';
import type { MutationContext } from '../../kernel/mutator.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { Value } from '../../kernel/rows.ts';
import { checkOwner } from '../access/owned.ts';
import { isFilled, type FieldValues } from '../fields/changes.ts';
import type { FieldPath } from '../fields/field-errors.ts';
import { optionalEmail, optionalText, phoneList } from '../fields/text-fields.ts';
import { optionalRef } from '../fields/value-fields.ts';
import { checkOwned } from '../lead/lead-references.ts';

/** Every field of a contact that a person edits. */
export const contactFields = {
  firstName: optionalText(),
  lastName: optionalText(),
  title: optionalText(),
  email: optionalEmail,
  phones: phoneList,
  accountId: optionalRef,
  ownerId: optionalRef,
  teamId: optionalRef,
} as const;

export type ContactValues = FieldValues<typeof contactFields>;

/** @throws DomainError UNKNOWN_ASSIGNEE, VALIDATION_FAILED naming the field */
export function* checkContactReferences(
  set: Pick<ContactValues, 'accountId' | 'ownerId' | 'teamId'>,
  ctx: MutationContext,
  at: FieldPath,
): ReadProgram<void> {
  yield* checkOwner(set, ctx, at);
  if (set.accountId) yield* checkOwned('accounts', set.accountId, ctx, at('accountId'));
}

/** @throws DomainError VALIDATION_FAILED when there would be nothing to call the contact by */
export function requireContactName(cells: Readonly<Record<string, Value>>, at: FieldPath): void {
  if (isFilled(cells['firstName']) || isFilled(cells['lastName']) || isFilled(cells['email'])) return;
  throw new DomainError('VALIDATION_FAILED', { reason: 'name' }, [
    { field: at('lastName'), code: 'name_required', message: 'needs a first name, a last name or an email address' },
  ]);
}
