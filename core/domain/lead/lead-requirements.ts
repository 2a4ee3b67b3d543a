import { DomainError } from '../../kernel/errors.ts';
import type { MutationContext } from '../../kernel/mutator.ts';
import { all, eq } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import { organizationId } from '../../schema/people.ts';
import type { RowOf } from '../../schema/tables.ts';
import { first, get } from '../../schema/typed-reads.ts';
import { isFilled } from '../fields/changes.ts';
import { missingFields, topLevel, type FieldPath } from '../fields/field-errors.ts';
import type { Lead } from './lead-state.ts';

/** A lead's cells as they would be after the write. */
export type LeadCells = Readonly<Record<string, string | number | null>>;

/** The organization's own row. */
export function* ownOrganization(): ReadProgram<RowOf<'organization'>> {
  const organization = yield* get('organization', organizationId);
  if (!organization) throw new Error('the store holds no organization');
  return organization;
}

/** Names in a JSON array cell. */
export function namesIn(json: string): readonly string[] {
  return JSON.parse(json) as string[];
}

/** @throws DomainError VALIDATION_FAILED when neither a name nor a company would be left */
export function requireName(cells: LeadCells, at: FieldPath): void {
  if (isFilled(cells['firstName']) || isFilled(cells['lastName']) || isFilled(cells['company'])) return;
  const field = at('lastName');
  throw new DomainError('VALIDATION_FAILED', { reason: 'name' }, [
    { field, code: 'name_required', message: 'needs a first name, a last name or a company' },
  ]);
}

/**
 * The fields that the organization requires of every lead.
 * @param changed names of the fields being written; only those are asked for, so that an old lead can still be edited
 * @throws DomainError VALIDATION_FAILED naming every missing one
 */
export function requireOrganizationFields(
  organization: RowOf<'organization'>,
  cells: LeadCells,
  changed: 'all' | readonly string[],
  at: FieldPath,
): void {
  const asked = namesIn(organization.requiredLeadFields).filter((name) => changed === 'all' || changed.includes(name));
  const missing = asked.filter((name) => !isFilled(cells[name]));
  if (missing.length > 0)
    throw new DomainError('VALIDATION_FAILED', { reason: 'required' }, missingFields(missing, at));
}

/** @throws DomainError STAGE_FIELDS_MISSING naming every field that the stage requires and that none of the values fills */
export function requireStageFields(
  stage: RowOf<'stages'>,
  rows: readonly { readonly id: string; readonly cells: LeadCells }[],
  at: FieldPath,
): void {
  const required = namesIn(stage.requiredFields);
  const missing = required.filter((name) => rows.some(({ cells }) => !isFilled(cells[name])));
  if (missing.length === 0) return;
  const ids = rows.filter(({ cells }) => missing.some((name) => !isFilled(cells[name]))).map(({ id }) => id);
  throw new DomainError(
    'STAGE_FIELDS_MISSING',
    { stageId: stage.id, stage: stage.name, missing, ids },
    missingFields(missing, at),
  );
}

/**
 * When teams exist a lead needs one, and a source when its team has sources of its own.
 * @throws DomainError VALIDATION_FAILED saying which is missing
 */
export function* requireTeamAndSource(
  lead: Pick<Lead, 'teamId' | 'sourceId'>,
  ctx: MutationContext,
): ReadProgram<void> {
  if (ctx.origin === 'import') return;
  if (lead.teamId === null) {
    if (!(yield* first('teams', { where: eq('archived', 0) }))) return;
    throw new DomainError('VALIDATION_FAILED', { reason: 'team' }, missingFields(['teamId'], topLevel));
  }
  if (lead.sourceId !== null) return;
  if (!(yield* first('sources', { where: all(eq('teamId', lead.teamId), eq('archived', 0)) }))) return;
  throw new DomainError('VALIDATION_FAILED', { reason: 'source' }, missingFields(['sourceId'], topLevel));
}
