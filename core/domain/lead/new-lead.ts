import type { MutationContext } from '../../kernel/mutator.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { Row } from '../../kernel/rows.ts';
import type { RowOf } from '../../schema/tables.ts';
import { get, type NewRow } from '../../schema/typed-reads.ts';
import { isFilled, toCells } from '../fields/changes.ts';
import { topLevel } from '../fields/field-errors.ts';
import { ownerOnEntry } from '../pipeline/stage-ownership.ts';
import { entryStage, type Stage } from '../pipeline/stages-of.ts';
import { usualPriority } from '../priority/priorities.ts';
import { contactClash, emailClash, type OnDuplicate, acceptsClash } from './lead-duplicates.ts';
import { leadFieldNames, type LeadValues } from './lead-fields.ts';
import { checkReferences } from './lead-references.ts';
import {
  ownOrganization,
  requireName,
  requireOrganizationFields,
  requireStageFields,
  type LeadCells,
} from './lead-requirements.ts';

/** Where a new lead goes and how it meets a duplicate. */
export type NewLeadOptions = {
  readonly id: string;
  readonly pipelineId?: string | null | undefined;
  readonly stageId?: string | null | undefined;
  readonly onDuplicate?: OnDuplicate | undefined;
  /** A contact that is made together with the lead; the store does not hold it yet. */
  readonly newContact?: Row | undefined;
};

/**
 * Checks a new lead and completes it: from its contact, with the default pipeline, stage, priority and currency.
 * @returns the whole row
 * @throws DomainError every refusal of `lead.create` but those about its id, team and businesses
 */
export function* completeLead(
  values: LeadValues,
  options: NewLeadOptions,
  ctx: MutationContext,
): ReadProgram<NewRow<'leads'>> {
  const organization = yield* ownOrganization();
  const stage = yield* entryStage('leads', options.pipelineId ?? undefined, options.stageId ?? undefined);
  const { newContact } = options;
  const { contactId, ...others } = values;
  yield* checkReferences(newContact ? others : values, values.teamId ?? null, ctx, topLevel);
  const existing = newContact ? undefined : yield* existingContact(contactId);
  const { defaultPriority, currency } = organization;
  const defaults = {
    phones: '[]',
    priority: defaultPriority ?? usualPriority,
    currency,
    ...(yield* ownerOnEntry(stage, ctx)),
  };
  const given = { ...defaults, ...filledOwner(values), ...(newContact ? { contactId: newContact.id } : {}) };
  const cells: LeadCells = { ...emptyCells, ...given, ...contactCells(newContact ?? existing, given) };
  requireName(cells, topLevel);
  if (ctx.origin !== 'import') {
    requireOrganizationFields(organization, cells, 'all', topLevel);
    requireStageFields(stage, [{ id: options.id, cells }], topLevel);
  }
  const duplicateOfId = yield* clashes(cells, options, stage, existing?.email ?? null, ctx);
  return { ...cells, ...newLeadState(stage, ctx), id: options.id, duplicateOfId };
}

/** The given cells; somebody or a team that is not named leaves it to the stage. */
function filledOwner(values: LeadValues): LeadCells {
  const { assigneeId, teamId, ...others } = toCells(values);
  return { ...others, ...(assigneeId ? { assigneeId } : {}), ...(teamId ? { teamId } : {}) };
}

const emptyCells: LeadCells = Object.fromEntries(leadFieldNames.map((name) => [name, null]));

/** What a lead is when it is made, besides what the person says about it. */
function newLeadState(stage: Stage, ctx: MutationContext) {
  return {
    pipelineId: stage.pipelineId,
    stageId: stage.id,
    stageSince: ctx.now,
    status: 'open',
    state: 'active',
    trashedAt: null,
    disqualifiedReason: null,
    disqualifiedReasonId: null,
    convertedAt: null,
    externalId: null,
    slug: null,
    createdAt: ctx.now,
    createdBy: ctx.actor.userId,
    updatedAt: ctx.now,
  } as const;
}

/** The contact a lead is made for. Whether the actor sees it has been checked. */
function* existingContact(id: string | null | undefined): ReadProgram<RowOf<'contacts'> | undefined> {
  return id ? yield* get('contacts', id) : undefined;
}

/** What a lead takes over from its contact when it is left empty. */
export const takenFromContact = ['firstName', 'lastName', 'title', 'email', 'phones', 'accountId'] as const;

function contactCells(contact: Row | RowOf<'contacts'> | undefined, given: LeadCells): LeadCells {
  if (!contact) return {};
  return Object.fromEntries(
    takenFromContact.filter((name) => !isFilled(given[name])).map((name) => [name, contact[name] ?? null]),
  );
}

/** An address that comes from a contact that exists is accepted, though flagged. */
function* clashes(
  cells: LeadCells,
  options: NewLeadOptions,
  stage: Stage,
  contactEmail: string | null,
  ctx: MutationContext,
): ReadProgram<string | null> {
  const email = cells['email'] as string | null;
  const contactId = cells['contactId'] as string | null;
  const identity = { id: options.id, email, contactId, pipelineId: stage.pipelineId };
  const accept = acceptsClash(options.onDuplicate, ctx);
  const ofContact = yield* contactClash(identity, accept, ctx, 'contactId');
  const ofEmail = yield* emailClash(identity, accept || (email !== null && email === contactEmail), ctx, 'email');
  return ofEmail ?? ofContact;
}
