import type { MutationContext } from '../../kernel/mutator.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { RowOf } from '../../schema/tables.ts';
import { get } from '../../schema/typed-reads.ts';
import { invalid } from '../fields/field-errors.ts';
import { discountPercent, integer, priceMinor } from '../fields/value-fields.ts';
import { visibleLead } from '../lead/lead-access.ts';
import type { Lead } from '../lead/lead-state.ts';
import { lineTotalMinor } from './line-total.ts';

/** Every field of a product line that a person edits. */
export const lineFields = {
  quantity: integer(1, 1_000_000_000),
  unitPriceMinor: priceMinor,
  discountPercent,
} as const;

export type ProductLine = RowOf<'leadProducts'>;

/** @throws DomainError VALIDATION_FAILED when the total is too large to be stored exactly */
export function checkedTotal(
  line: Pick<ProductLine, 'quantity' | 'unitPriceMinor' | 'discountPercent'>,
  field: string,
): number {
  const total = lineTotalMinor(line.quantity, line.unitPriceMinor, line.discountPercent);
  if (total === undefined) throw invalid(field, 'too_big', 'makes the total too large');
  return total;
}

/**
 * A product line and its lead, if they exist for the actor.
 * @throws DomainError NOT_FOUND
 */
export function* visibleLine(
  id: string,
  ctx: MutationContext,
): ReadProgram<{ readonly line: ProductLine; readonly lead: Lead }> {
  const line = yield* get('leadProducts', id);
  if (!line) throw new DomainError('NOT_FOUND', { entity: 'leadProducts', id });
  return { line, lead: yield* visibleLead(line.leadId, ctx) };
}
