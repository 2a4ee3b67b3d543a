import { DomainError } from '../../kernel/errors.ts';
import type { MutationContext } from '../../kernel/mutator.ts';
import { all, eq, isIn } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import { first, get, range } from '../../schema/typed-reads.ts';
import { acceptsLate, refuseTrashed, type Lead } from './lead-state.ts';

/**
 * The lead, if it exists for the actor.
 * @throws DomainError NOT_FOUND, also for a lead that the actor may not see
 */
export function* visibleLead(id: string, ctx: MutationContext): ReadProgram<Lead> {
  const lead = yield* first('leads', { where: all(eq('id', id), ctx.visibleLeads) });
  if (!lead) throw new DomainError('NOT_FOUND', { entity: 'leads', id });
  return lead;
}

/**
 * Many leads, read at once, in the order of the ids.
 * @throws DomainError UNKNOWN_LEADS naming those that do not exist for the actor
 */
export function* visibleLeadsNamed(ids: readonly string[], ctx: MutationContext): ReadProgram<readonly Lead[]> {
  const found = yield* range('leads', { where: all(isIn('id', ids), ctx.visibleLeads) });
  const byId = new Map(found.map((lead) => [lead.id, lead]));
  const unknown = ids.filter((id) => !byId.has(id));
  if (unknown.length > 0) throw new DomainError('UNKNOWN_LEADS', { ids: unknown });
  return ids.map((id) => byId.get(id)!);
}

/**
 * The lead that a note, an activity or an appointment is added to. What was added offline is accepted even if the lead has
 * been archived or trashed since.
 * @throws DomainError NOT_FOUND, WRONG_STATE
 */
export function* leadToAddTo(id: string, ctx: MutationContext): ReadProgram<Lead> {
  const lead = yield* visibleLead(id, ctx);
  if (!acceptsLate(ctx)) refuseTrashed([lead]);
  return lead;
}

/** When a row counts as changed: now, but never before the change it already carries (an older offline edit arrives later). */
export function touched(row: { readonly updatedAt: number }, ctx: MutationContext): number {
  return Math.max(row.updatedAt, ctx.now);
}

/** @throws DomainError ID_TAKEN when any row of the table has the id, visible or not */
export function* requireFreshId(table: Parameters<typeof get>[0], id: string, field = 'id'): ReadProgram<void> {
  if (yield* get(table, id)) {
    throw new DomainError('ID_TAKEN', { entity: table, id }, [{ field, code: 'taken', message: 'is already in use' }]);
  }
}
