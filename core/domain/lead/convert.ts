import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator, type MutationContext } from '../../kernel/mutator.ts';
import { eq } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { RowChange } from '../../kernel/rows.ts';
import { first, get, insert } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { accountFields } from '../account/account-fields.ts';
import { newAccountRow } from '../account/create.ts';
import { contactCreateArgs, newContactRow } from '../contact/create.ts';
import { given, optionalFields } from '../fields/changes.ts';
import { invalid, type FieldPath } from '../fields/field-errors.ts';
import { optionalRef, rowId } from '../fields/value-fields.ts';
import { newOpportunityRow } from '../opportunity/create.ts';
import { checkOpportunityReferences, opportunityFields } from '../opportunity/opportunity-fields.ts';
import { acceptsClash, contactClash, leadName } from './lead-duplicates.ts';
import { visibleLead } from './lead-access.ts';
import { checkOwned } from './lead-references.ts';
import { ruleRows } from './lead-rows.ts';
import { refuseTrashed, type Lead } from './lead-state.ts';

const { accountId: _account, contactId: _contact, leadId: _lead, ...ownOpportunityFields } = opportunityFields;

const args = z.object({
  id: rowId,
  /** A new contact; what it does not say it has from the lead. */
  contact: contactCreateArgs.optional(),
  /** Or one that is there. Neither: the lead's own stays. */
  contactId: rowId.optional(),
  /** A new account; what it does not say it has from the lead, its name from the company. */
  account: z.object({ id: rowId, ...optionalFields(accountFields) }).optional(),
  accountId: rowId.optional(),
  /** A new opportunity for both, with the lead's value; called as it says, else as company or person. */
  opportunity: z
    .object({
      id: rowId,
      ...optionalFields(ownOpportunityFields),
      pipelineId: optionalRef.optional(),
      stageId: optionalRef.optional(),
    })
    .optional(),
});
type Args = z.output<typeof args>;

/**
 * Makes a contact, an account and an opportunity of an open lead, each if asked for, and closes the lead. It keeps its stage; a move
 * that did not know of it is refused.
 * Refuses with NOT_FOUND, FORBIDDEN, ALREADY_CONVERTED (naming what it was converted to), WRONG_STATE (trashed or disqualified),
 * DUPLICATE, and as `contact.create`, `account.create` and `opportunity.create` do; then nothing is made.
 */
export const leadConvert = defineMutator({
  name: 'lead.convert',
  args,
  *decide(asked, ctx) {
    const lead = yield* visibleLead(asked.id, ctx);
    requirePermission(ctx, 'leads:edit');
    refuseTrashed([lead]);
    if (lead.status === 'converted') throw yield* alreadyConverted(lead);
    if (lead.status !== 'open') throw new DomainError('WRONG_STATE', { ids: [lead.id], status: lead.status });
    const account = yield* accountOf(lead, asked, ctx);
    const contact = yield* contactOf(lead, asked, account.id, ctx);
    const opportunity = yield* opportunityOf(lead, asked, { accountId: account.id, contactId: contact.id }, ctx);
    const moved = { id: lead.id, email: null, contactId: contact.id, pipelineId: lead.pipelineId };
    const other =
      contact.id === lead.contactId
        ? lead.duplicateOfId
        : yield* contactClash(moved, acceptsClash(undefined, ctx), ctx, 'contactId');
    const set = {
      status: 'converted',
      convertedAt: ctx.now,
      contactId: contact.id,
      accountId: account.id,
      duplicateOfId: other ?? lead.duplicateOfId,
    } as const;
    const made = [...account.rows, ...contact.rows, ...opportunity];
    return [...made, ...ruleRows(ctx, lead, changedOnly(lead, set), { event: 'converted' })];
  },
});

/** What a lead is converted to: a row that is there, or one to be made. */
type Target = { readonly id: string | null; readonly rows: readonly RowChange[] };

function* accountOf(lead: Lead, asked: Args, ctx: MutationContext): ReadProgram<Target> {
  refuseBoth('account', asked.account, asked.accountId);
  if (asked.accountId !== undefined) yield* checkOwned('accounts', asked.accountId, ctx, 'accountId');
  if (!asked.account) return { id: asked.accountId ?? lead.accountId, rows: [] };
  const { name = lead.company } = asked.account;
  if (!name) throw invalid('account.name', 'required', 'is required: the lead names no company', {});
  const { website, location, employees, currency } = lead;
  const own = { website, location, employees, currency, ...(yield* ownersOf(lead, ctx)) };
  const values = { ...own, ...given(asked.account), name };
  return { id: values.id, rows: [insert('accounts', yield* newAccountRow(values, ctx, within('account')))] };
}

function* contactOf(lead: Lead, asked: Args, accountId: string | null, ctx: MutationContext): ReadProgram<Target> {
  refuseBoth('contact', asked.contact, asked.contactId);
  if (asked.contactId !== undefined) yield* checkOwned('contacts', asked.contactId, ctx, 'contactId');
  if (!asked.contact) return { id: asked.contactId ?? lead.contactId, rows: [] };
  const { firstName, lastName, title, email } = lead;
  const phones = JSON.parse(lead.phones) as string[];
  const { accountId: ofContact, ...values } = {
    firstName,
    lastName,
    title,
    email,
    phones,
    ...(yield* ownersOf(lead, ctx)),
    ...given(asked.contact),
  };
  if (ofContact) yield* checkOwned('accounts', ofContact, ctx, 'contact.accountId');
  const row = yield* newContactRow(values, ctx, within('contact'));
  return { id: values.id, rows: [insert('contacts', { ...row, accountId: ofContact ?? accountId })] };
}

function* opportunityOf(
  lead: Lead,
  { opportunity }: Args,
  links: { readonly accountId: string | null; readonly contactId: string | null },
  ctx: MutationContext,
): ReadProgram<RowChange[]> {
  if (!opportunity) return [];
  const values = {
    ...opportunityFrom(lead),
    ...(yield* ownersOf(lead, ctx)),
    ...given(opportunity),
    leadId: lead.id,
    ...links,
  };
  const row = yield* newOpportunityRow(values, ctx, within('opportunity'));
  // Account and contact are checked, or just being made.
  const { ownerId, teamId, productId } = values;
  yield* checkOpportunityReferences({ ownerId, teamId, productId }, ctx, within('opportunity'));
  return [insert('opportunities', row)];
}

/** What an opportunity has from the lead that it is made of, unless it is given otherwise. */
export function opportunityFrom(lead: Pick<Lead, 'firstName' | 'lastName' | 'company' | 'valueMinor' | 'currency'>) {
  const { valueMinor, currency, company } = lead;
  return { name: company ?? leadName(lead), valueMinor, currency };
}

/** Who has what is made: whoever has the lead, as far as they are still there. */
function* ownersOf(lead: Lead, ctx: MutationContext): ReadProgram<{ ownerId: string; teamId: string | null }> {
  const assignee = lead.assigneeId === null ? undefined : yield* get('users', lead.assigneeId);
  const team = lead.teamId === null ? undefined : yield* get('teams', lead.teamId);
  return {
    ownerId: assignee?.active === 1 ? assignee.id : ctx.actor.userId,
    teamId: team?.archived === 0 ? team.id : null,
  };
}

function* alreadyConverted(lead: Lead): ReadProgram<DomainError> {
  const opportunity = yield* first('opportunities', { where: eq('leadId', lead.id) });
  const { contactId, accountId, convertedAt } = lead;
  const details = { id: lead.id, contactId, accountId, opportunityId: opportunity?.id ?? null, convertedAt };
  return new DomainError('ALREADY_CONVERTED', details);
}

function refuseBoth(what: 'account' | 'contact', made: object | undefined, existing: string | undefined): void {
  if (made && existing !== undefined) throw invalid(`${what}Id`, 'ambiguous', `cannot be given with a new ${what}`);
}

const within =
  (part: string): FieldPath =>
  (field) =>
    `${part}.${field}`;

function changedOnly(lead: Lead, set: Partial<Lead>): Partial<Lead> {
  return Object.fromEntries(Object.entries(set).filter(([name, value]) => lead[name as keyof Lead] !== value));
}
