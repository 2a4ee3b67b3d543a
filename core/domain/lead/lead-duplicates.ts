import { DomainError } from '../../kernel/errors.ts';
import type { MutationContext } from '../../kernel/mutator.ts';
import { all, always, eq, not, type Predicate } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import { first } from '../../schema/typed-reads.ts';
import type { Lead } from './lead-state.ts';

/** What a write does when it meets a duplicate. */
export type OnDuplicate = 'refuse' | 'accept';

/** The values of a lead by which it may be another's duplicate. */
export type Identity = {
  readonly id: string;
  readonly email: string | null;
  readonly contactId: string | null;
  readonly pipelineId: string;
};

/** What arrives from a device or a file is never lost to a clash: it is accepted and flagged. */
export function acceptsClash(asked: OnDuplicate | undefined, ctx: MutationContext): boolean {
  return asked === 'accept' || ctx.origin === 'sync' || ctx.origin === 'import';
}

/**
 * Looks for another lead with the same address. Trashed leads do not count, nor do leads of the same contact: the address
 * is the contact's then.
 * @returns the id of the other lead when the clash is accepted, null when there is none
 * @throws DomainError EMAIL_TAKEN, naming the other lead if the actor sees it
 */
export function* emailClash(
  lead: Identity,
  accept: boolean,
  ctx: MutationContext,
  field: string,
): ReadProgram<string | null> {
  if (lead.email === null) return null;
  const same = all(
    eq('email', lead.email),
    not(eq('id', lead.id)),
    not(eq('state', 'trashed')),
    lead.contactId === null ? always : not(eq('contactId', lead.contactId)),
  );
  const other = yield* first('leads', { where: same });
  if (!other) return null;
  if (accept) return other.id;
  throw yield* clashError('EMAIL_TAKEN', same, ctx, field, { email: lead.email });
}

/**
 * A contact has at most one lead in each pipeline.
 * @returns the id of the other lead when the clash is accepted, null when there is none
 * @throws DomainError DUPLICATE, naming the other lead if the actor sees it
 */
export function* contactClash(
  lead: Identity,
  accept: boolean,
  ctx: MutationContext,
  field: string,
): ReadProgram<string | null> {
  if (lead.contactId === null) return null;
  const same = all(
    eq('contactId', lead.contactId),
    eq('pipelineId', lead.pipelineId),
    not(eq('id', lead.id)),
    not(eq('state', 'trashed')),
  );
  const other = yield* first('leads', { where: same });
  if (!other) return null;
  if (accept) return other.id;
  throw yield* clashError('DUPLICATE', same, ctx, field, { contactId: lead.contactId, pipelineId: lead.pipelineId });
}

function* clashError(
  code: 'EMAIL_TAKEN' | 'DUPLICATE',
  same: Predicate,
  ctx: MutationContext,
  field: string,
  details: Readonly<Record<string, unknown>>,
): ReadProgram<DomainError> {
  const seen = yield* first('leads', { where: all(same, ctx.visibleLeads) });
  const other = seen ? { leadId: seen.id, name: leadName(seen) } : {};
  return new DomainError(code, { ...details, ...other }, [
    { field, code: 'taken', message: 'belongs to another lead' },
  ]);
}

/** What a lead is called: its person, else its company. */
export function leadName(lead: Pick<Lead, 'firstName' | 'lastName' | 'company'>): string {
  return [lead.firstName, lead.lastName].filter((part) => part !== null).join(' ') || (lead.company ?? '');
}
