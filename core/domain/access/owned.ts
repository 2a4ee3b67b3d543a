import { DomainError } from '../../kernel/errors.ts';
import type { MutationContext } from '../../kernel/mutator.ts';
import { all, eq } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { OwnedTable } from '../../schema/access.ts';
import type { RowOf } from '../../schema/tables.ts';
import { first } from '../../schema/typed-reads.ts';
import { checkPerson, checkTeam } from '../lead/lead-references.ts';
import type { FieldPath } from '../fields/field-errors.ts';

/**
 * A contact, account or opportunity, if it exists for the actor.
 * @throws DomainError NOT_FOUND
 */
export function* visibleOwnedRow<T extends OwnedTable>(
  table: T,
  id: string,
  ctx: MutationContext,
): ReadProgram<RowOf<T>> {
  const row = yield* first(table, { where: all(eq('id', id), ctx.visibleOwned(table)) });
  if (!row) throw new DomainError('NOT_FOUND', { entity: table, id });
  return row;
}

/** @throws DomainError UNKNOWN_ASSIGNEE, VALIDATION_FAILED naming the field */
export function* checkOwner(
  set: { readonly ownerId?: string | null; readonly teamId?: string | null },
  ctx: MutationContext,
  at: FieldPath,
): ReadProgram<void> {
  if (set.ownerId) yield* checkPerson(set.ownerId, ctx, at('ownerId'));
  if (set.teamId) yield* checkTeam(set.teamId, ctx, at('teamId'));
}
