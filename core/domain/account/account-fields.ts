import type { MutationContext } from '../../kernel/mutator.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import { get } from '../../schema/typed-reads.ts';
import { checkOwner } from '../access/owned.ts';
import type { FieldValues } from '../fields/changes.ts';
import { invalid, type FieldPath } from '../fields/field-errors.ts';
import { optionalPhone, optionalText, optionalWebsite, requiredText } from '../fields/text-fields.ts';
import { amountMinor, currencyCode, integer, optionalRef } from '../fields/value-fields.ts';
import { checkOwned } from '../lead/lead-references.ts';

/** Every field of an account that a person edits. */
export const accountFields = {
  name: requiredText(),
  sector: optionalText(),
  website: optionalWebsite,
  phone: optionalPhone,
  location: optionalText(),
  employees: integer(0).nullable(),
  revenueMinor: amountMinor.nullable(),
  currency: currencyCode,
  yearEstablished: integer(1000, 9999).nullable(),
  parentAccountId: optionalRef,
  ownerId: optionalRef,
  teamId: optionalRef,
} as const;

export type AccountValues = FieldValues<typeof accountFields>;

/** Most companies above one another. */
const depthMax = 50;

/**
 * @param id the account that the values are for; it cannot be above itself
 * @throws DomainError UNKNOWN_ASSIGNEE, VALIDATION_FAILED naming the field
 */
export function* checkAccountReferences(
  id: string,
  set: Pick<AccountValues, 'parentAccountId' | 'ownerId' | 'teamId'>,
  ctx: MutationContext,
  at: FieldPath,
): ReadProgram<void> {
  yield* checkOwner(set, ctx, at);
  if (!set.parentAccountId) return;
  const field = at('parentAccountId');
  if (set.parentAccountId !== id) yield* checkOwned('accounts', set.parentAccountId, ctx, field);
  let above: string | null = set.parentAccountId;
  for (let depth = 0; above !== null; depth++) {
    if (above === id || depth >= depthMax) throw invalid(field, 'circular', 'is a part of this account', { id });
    above = (yield* get('accounts', above))?.parentAccountId ?? null;
  }
}
