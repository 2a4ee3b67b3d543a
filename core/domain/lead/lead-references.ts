import type { MutationContext } from '../../kernel/mutator.ts';
import { all, eq, isIn, type Predicate } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import { first, get, range } from '../../schema/typed-reads.ts';
import { builtInPriorities } from '../priority/priorities.ts';
import { fieldError, invalid, type FieldPath } from '../fields/field-errors.ts';

/** Columns that refer to another row, as far as they are about to be set. */
export type References = {
  readonly sourceId?: string | null;
  readonly teamId?: string | null;
  readonly assigneeId?: string | null;
  readonly contactId?: string | null;
  readonly accountId?: string | null;
  readonly priority?: string;
};

/** What was chosen offline, or happened long ago, may have been retired since; it is still what the person meant. */
export function mayUseRetired(ctx: MutationContext): boolean {
  return ctx.origin === 'sync' || ctx.origin === 'import';
}

/**
 * Checks every reference that is about to be set.
 * @param leadTeamId the team the lead will have; a source of another team is unknown to it
 * @throws DomainError UNKNOWN_ASSIGNEE, UNKNOWN_SOURCE or VALIDATION_FAILED, naming the field
 */
export function* checkReferences(
  set: References,
  leadTeamId: string | null,
  ctx: MutationContext,
  at: FieldPath,
): ReadProgram<void> {
  if (set.teamId) yield* checkTeam(set.teamId, ctx, at('teamId'));
  if (set.assigneeId) yield* checkPerson(set.assigneeId, ctx, at('assigneeId'));
  if (set.sourceId) yield* checkSource(set.sourceId, leadTeamId, ctx, at('sourceId'));
  if (set.priority !== undefined) yield* checkPriority(set.priority, ctx, at('priority'));
  if (set.contactId) yield* checkOwned('contacts', set.contactId, ctx, at('contactId'));
  if (set.accountId) yield* checkOwned('accounts', set.accountId, ctx, at('accountId'));
}

/** @throws DomainError UNKNOWN_ASSIGNEE when nobody active has the id */
export function* checkPerson(userId: string, ctx: MutationContext, field: string): ReadProgram<void> {
  const user = yield* get('users', userId);
  if (user && (user.active === 1 || mayUseRetired(ctx))) return;
  throw fieldError('UNKNOWN_ASSIGNEE', field, 'unknown', 'is nobody who works here', { userId });
}

/** @throws DomainError VALIDATION_FAILED when there is no such team */
export function* checkTeam(teamId: string, ctx: MutationContext, field: string): ReadProgram<void> {
  const team = yield* get('teams', teamId);
  if (team && (team.archived === 0 || mayUseRetired(ctx))) return;
  throw invalid(field, 'unknown', 'is not a team', { teamId });
}

/** @throws DomainError UNKNOWN_SOURCE when there is no such source for the team */
function* checkSource(sourceId: string, teamId: string | null, ctx: MutationContext, field: string): ReadProgram<void> {
  const source = yield* get('sources', sourceId);
  const usable = source && (mayUseRetired(ctx) || (source.archived === 0 && isSourceOf(source.teamId, teamId)));
  if (!usable) throw fieldError('UNKNOWN_SOURCE', field, 'unknown', 'is not a source of this team', { sourceId });
}

/** @throws DomainError VALIDATION_FAILED when there is no such priority to choose */
export function* checkPriority(key: string, ctx: MutationContext, field: string): ReadProgram<void> {
  const own = yield* first('leadPriorities', { where: eq('key', key) });
  const priority = own ?? builtInPriorities.find((one) => one.key === key);
  if (priority && (priority.archived === 0 || mayUseRetired(ctx))) return;
  throw invalid(field, 'unknown', 'is not a priority', { priority: key });
}

function isSourceOf(sourceTeamId: string | null, teamId: string | null): boolean {
  return sourceTeamId === null || sourceTeamId === teamId;
}

/**
 * Only an import may refer to what its actor does not see: a reference to an account makes that account visible.
 * @throws DomainError VALIDATION_FAILED when the row does not exist for the actor
 */
export function* checkOwned(
  table: 'contacts' | 'accounts' | 'opportunities',
  id: string,
  ctx: MutationContext,
  field: string,
): ReadProgram<void> {
  const scope: Predicate = ctx.origin === 'import' ? eq('id', id) : all(eq('id', id), ctx.visibleOwned(table));
  if (!(yield* first(table, { where: scope }))) throw invalid(field, 'unknown', 'does not exist', { id });
}

/** @throws DomainError VALIDATION_FAILED naming the businesses that do not exist */
export function* checkBusinesses(ids: readonly string[], ctx: MutationContext, field: string): ReadProgram<void> {
  if (ids.length === 0) return;
  const found = yield* range('businesses', { where: isIn('id', ids) });
  const usable = new Set(found.filter((row) => row.archived === 0 || mayUseRetired(ctx)).map((row) => row.id));
  const unknown = ids.filter((id) => !usable.has(id));
  if (unknown.length > 0) throw invalid(field, 'unknown', 'names a business that does not exist', { ids: unknown });
}
