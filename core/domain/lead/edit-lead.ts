import type { MutationContext } from '../../kernel/mutator.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { RowChange, Value } from '../../kernel/rows.ts';
import { patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { differingCells } from '../fields/changes.ts';
import { invalid, type FieldPath } from '../fields/field-errors.ts';
import { meetUnseen } from '../conflict/meet-unseen.ts';
import { touched } from './lead-access.ts';
import { acceptsClash, contactClash, emailClash, type OnDuplicate } from './lead-duplicates.ts';
import type { LeadValues } from './lead-fields.ts';
import { historyOfCells } from './lead-history.ts';
import { checkReferences } from './lead-references.ts';
import { refuseTrashed, type Lead } from './lead-state.ts';
import { ownOrganization, requireName, requireOrganizationFields, type LeadCells } from './lead-requirements.ts';

/** How an edit meets a duplicate, and where its fields stand in the arguments. */
export type EditOptions = {
  readonly onDuplicate?: OnDuplicate | undefined;
  readonly at: FieldPath;
  /** The organization's settings give the lead to somebody, not the actor: they need not be allowed to. */
  readonly byRule?: boolean;
};

/**
 * Checks new values for leads that the actor sees.
 * @returns per lead the cells that change, with `duplicateOfId` when the address does; empty where all is as it was
 * @throws DomainError FORBIDDEN, WRONG_STATE, VALIDATION_FAILED, UNKNOWN_SOURCE, UNKNOWN_ASSIGNEE, EMAIL_TAKEN, DUPLICATE
 */
export function* editedCells(
  leads: readonly Lead[],
  values: LeadValues,
  options: EditOptions,
  ctx: MutationContext,
): ReadProgram<ReadonlyMap<Lead, Record<string, Value>>> {
  requirePermission(ctx, 'leads:edit');
  const assigns = values.assigneeId !== undefined || values.teamId !== undefined;
  if (assigns && !options.byRule) requirePermission(ctx, 'leads:assign');
  refuseTrashed(leads);
  refuseSharedIdentity(leads, values, options.at);
  const organization = yield* ownOrganization();
  const edited = new Map<Lead, Record<string, Value>>();
  const checked = new Set<string>();
  for (const lead of leads) {
    const cells = differingCells(lead, values);
    edited.set(lead, cells);
    if (Object.keys(cells).length === 0) continue;
    const next: LeadCells = { ...(lead as unknown as LeadCells), ...cells };
    requireName(next, options.at);
    if (ctx.origin !== 'import') requireOrganizationFields(organization, next, Object.keys(cells), options.at);
    yield* checkReferencesOnce(cells, next, checked, options, ctx);
    Object.assign(cells, yield* duplicateCell(lead, cells, next, options, ctx));
  }
  return edited;
}

/** @throws DomainError VALIDATION_FAILED when one address or contact is to become that of several leads */
function refuseSharedIdentity(leads: readonly Lead[], values: LeadValues, at: FieldPath): void {
  const shared = (['email', 'contactId'] as const).find((field) => values[field]);
  if (leads.length > 1 && shared) throw invalid(at(shared), 'not_for_many', 'cannot be set on several leads at once');
}

/** The same references for many leads are looked up once. */
function* checkReferencesOnce(
  cells: LeadCells,
  next: LeadCells,
  checked: Set<string>,
  options: EditOptions,
  ctx: MutationContext,
): ReadProgram<void> {
  const { sourceId, teamId, assigneeId, contactId, accountId, priority } = cells as LeadValues;
  const references = {
    sourceId,
    teamId,
    assigneeId,
    contactId,
    accountId,
    ...(priority === undefined ? {} : { priority }),
  };
  const leadTeamId = next['teamId'] as string | null;
  const key = JSON.stringify([references, sourceId ? leadTeamId : null]);
  if (checked.has(key)) return;
  checked.add(key);
  yield* checkReferences(references, leadTeamId, ctx, options.at);
}

function* duplicateCell(
  lead: Lead,
  cells: LeadCells,
  next: LeadCells,
  options: EditOptions,
  ctx: MutationContext,
): ReadProgram<Record<string, Value>> {
  const emailChanges = Object.hasOwn(cells, 'email');
  const contactChanges = Object.hasOwn(cells, 'contactId');
  if (!emailChanges && !contactChanges) return {};
  const { id, pipelineId } = lead;
  const { email, contactId } = next as Pick<Lead, 'email' | 'contactId'>;
  const identity = { id, pipelineId, email, contactId };
  const accept = acceptsClash(options.onDuplicate, ctx);
  const ofContact = contactChanges ? yield* contactClash(identity, accept, ctx, options.at('contactId')) : null;
  // An address that stays was accepted before; only a new one can be refused.
  const ofEmail = yield* emailClash(identity, accept || !emailChanges, ctx, options.at('email'));
  const duplicateOfId = ofEmail ?? ofContact;
  return duplicateOfId === lead.duplicateOfId ? {} : { duplicateOfId };
}

/** The changes that write an edit: one patch and its history; none when no cell differs. */
export function editRows(ctx: MutationContext, lead: Lead, cells: Readonly<Record<string, Value>>): RowChange[] {
  if (Object.keys(cells).length === 0) return [];
  const { duplicateOfId: _, ...told } = cells;
  return [
    patch('leads', lead.id, { ...(cells as Partial<Lead>), updatedAt: touched(lead, ctx) }),
    ...historyOfCells(ctx, lead, told),
  ];
}

/** New values for leads, given without those they replace: the cells that change a lead, and the rows that write them. */
export type Overwrite = { readonly cells: Readonly<Record<string, Value>>; readonly rows: readonly RowChange[] };

/**
 * `editedCells` and `editRows` for mutations that do not say which values they replace: what meets a value that their author has
 * not seen is decided by time, and kept as a conflict (SYNC-6).
 * @throws DomainError as `editedCells`
 */
export function* overwriteLeads(
  leads: readonly Lead[],
  values: LeadValues,
  options: EditOptions,
  ctx: MutationContext,
): ReadProgram<ReadonlyMap<Lead, Overwrite>> {
  const edited = yield* editedCells(leads, values, options, ctx);
  const overwrites = new Map<Lead, Overwrite>();
  for (const lead of leads) {
    const { cells, conflicts } = yield* meetUnseen('leads', { ...lead }, edited.get(lead)!, ctx);
    overwrites.set(lead, { cells, rows: [...editRows(ctx, lead, cells), ...conflicts] });
  }
  return overwrites;
}
