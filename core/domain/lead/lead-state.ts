import { DomainError } from '../../kernel/errors.ts';
import type { MutationContext } from '../../kernel/mutator.ts';
import type { RowOf } from '../../schema/tables.ts';

export type Lead = RowOf<'leads'>;

/** What was added offline, while the lead was still active, is accepted. */
export function acceptsLate(ctx: MutationContext): boolean {
  return ctx.origin === 'sync' || ctx.origin === 'import';
}

/** @throws DomainError WRONG_STATE naming the leads that are in the trash */
export function refuseTrashed(leads: readonly Lead[]): void {
  const trashed = leads.filter((lead) => lead.state === 'trashed').map((lead) => lead.id);
  if (trashed.length > 0) throw new DomainError('WRONG_STATE', { ids: trashed, state: 'trashed' });
}

/** @throws DomainError WRONG_STATE naming the leads that have been converted */
export function refuseConverted(leads: readonly Lead[]): void {
  const converted = leads.filter((lead) => lead.status === 'converted').map((lead) => lead.id);
  if (converted.length > 0) throw new DomainError('WRONG_STATE', { ids: converted, status: 'converted' });
}

/** @throws DomainError WRONG_STATE for a lead that is archived or trashed */
export function refuseInactive(lead: Lead, ctx: MutationContext): void {
  if (lead.state === 'active' || acceptsLate(ctx)) return;
  throw new DomainError('WRONG_STATE', { ids: [lead.id], state: lead.state });
}
