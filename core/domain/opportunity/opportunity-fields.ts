import type { MutationContext } from '../../kernel/mutator.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { RowOf } from '../../schema/tables.ts';
import { get } from '../../schema/typed-reads.ts';
import { checkOwner } from '../access/owned.ts';
import type { FieldValues } from '../fields/changes.ts';
import { invalid, type FieldPath } from '../fields/field-errors.ts';
import { requiredText } from '../fields/text-fields.ts';
import { amountMinor, currencyCode, optionalRef, timeMs } from '../fields/value-fields.ts';
import { visibleLead } from '../lead/lead-access.ts';
import { checkOwned } from '../lead/lead-references.ts';
import type { Stage } from '../pipeline/stages-of.ts';

/** Every field of an opportunity that a person edits. */
export const opportunityFields = {
  name: requiredText(),
  accountId: optionalRef,
  contactId: optionalRef,
  leadId: optionalRef,
  productId: optionalRef,
  valueMinor: amountMinor.nullable(),
  currency: currencyCode,
  ownerId: optionalRef,
  teamId: optionalRef,
  engagedAt: timeMs.nullable(),
  expectedCloseAt: timeMs.nullable(),
} as const;

export type OpportunityValues = FieldValues<typeof opportunityFields>;
export type Opportunity = RowOf<'opportunities'>;

/** @throws DomainError NOT_FOUND (lead), UNKNOWN_ASSIGNEE, VALIDATION_FAILED naming the field */
export function* checkOpportunityReferences(
  set: OpportunityValues,
  ctx: MutationContext,
  at: FieldPath,
): ReadProgram<void> {
  yield* checkOwner(set, ctx, at);
  if (set.accountId) yield* checkOwned('accounts', set.accountId, ctx, at('accountId'));
  if (set.contactId) yield* checkOwned('contacts', set.contactId, ctx, at('contactId'));
  if (set.leadId) yield* visibleLead(set.leadId, ctx);
  if (set.productId && !(yield* get('products', set.productId))) {
    throw invalid(at('productId'), 'unknown', 'is not a product', { productId: set.productId });
  }
}

/** What being in a stage makes of an opportunity: won and lost ones are closed. */
export function stageState(stage: Stage, now: number): Pick<Opportunity, 'status' | 'closedAt'> {
  if (stage.category === 'won') return { status: 'won', closedAt: now };
  if (stage.category === 'lost') return { status: 'lost', closedAt: now };
  return { status: 'open', closedAt: null };
}
