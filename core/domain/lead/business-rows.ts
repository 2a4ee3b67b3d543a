import { derivedUuid } from '../../kernel/ids.ts';
import type { MutationContext } from '../../kernel/mutator.ts';
import type { RowChange } from '../../kernel/rows.ts';
import { insert } from '../../schema/typed-reads.ts';

/** The id of the row that puts a lead into a business: adding twice is adding once. */
export function leadBusinessId(leadId: string, businessId: string): string {
  return derivedUuid('leadBusinesses', leadId, businessId);
}

/** The rows that put a lead into businesses. */
export function leadBusinessRows(ctx: MutationContext, leadId: string, businessIds: readonly string[]): RowChange[] {
  return businessIds.map((businessId) =>
    insert('leadBusinesses', { id: leadBusinessId(leadId, businessId), leadId, businessId, createdAt: ctx.now }),
  );
}
