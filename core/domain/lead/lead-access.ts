import { DomainError } from '../../kernel/errors.ts';
import type { MutationContext } from '../../kernel/mutator.ts';
import { all, eq, isIn, isNull } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import { first, get, range } from '../../schema/typed-reads.ts';
import { acceptsLate, refuseTrashed, type Lead } from './lead-state.ts';

/**
 * The lead, if it exists for the actor.
 * @throws DomainError NOT_FOUND, also for a lead that the actor may not see; with `reason: 'moved'` for one they saw when they acted
 */
export function* visibleLead(id: string, ctx: MutationContext): ReadProgram<Lead> {
  const lead = yield* first('leads', { where: all(eq('id', id), ctx.visibleLeads) });
  if (lead) return lead;
  const moved = (yield* movedLead(id, ctx)) ? { reason: 'moved' } : {};
  throw new DomainError('NOT_FOUND', { entity: 'leads', id, ...moved });
}

/** A lead that the actor saw when they acted, and that has left their view since. */
function* movedLead(id: string, ctx: MutationContext): ReadProgram<Lead | undefined> {
  const lead = ctx.past && (yield* get('leads', id));
  return lead && ctx.past && (yield* ctx.past.sawLead(id)) ? lead : undefined;
}

/**
 * Many leads, read at once, in the order of the ids.
 * @throws DomainError UNKNOWN_LEADS naming those that do not exist for the actor, and as `moved` those of them they saw when they acted
 */
export function* visibleLeadsNamed(ids: readonly string[], ctx: MutationContext): ReadProgram<readonly Lead[]> {
  const found = yield* range('leads', { where: all(isIn('id', ids), ctx.visibleLeads) });
  const byId = new Map(found.map((lead) => [lead.id, lead]));
  const unknown = ids.filter((id) => !byId.has(id));
  if (unknown.length === 0) return ids.map((id) => byId.get(id)!);
  const moved: string[] = [];
  for (const id of unknown) if (yield* movedLead(id, ctx)) moved.push(id);
  throw new DomainError('UNKNOWN_LEADS', { ids: unknown, ...(moved.length > 0 ? { moved } : {}) });
}

/** Leads that one was merged into, one after the other, are followed so far. */
const mergesFollowed = 20;

/** Where a lead is now that was merged into another one: what is meant for it belongs there. */
function* afterMerges(lead: Lead): ReadProgram<Lead> {
  let at = lead;
  for (let i = 0; i < mergesFollowed && at.state === 'trashed'; i++) {
    const merge = yield* first('leadMerges', { where: all(eq('mergedId', at.id), isNull('undoneAt')) });
    const next = merge && (yield* get('leads', merge.leadId));
    if (!next) break;
    at = next;
  }
  return at;
}

/**
 * The lead that a note, an activity, an appointment or a document is added to. What was added offline is accepted even if the lead
 * has been archived or trashed since, or has left the author's view: they had it when they wrote. Where it has been merged into
 * another lead meanwhile, it is that one.
 * @throws DomainError NOT_FOUND, WRONG_STATE
 */
export function* leadToAddTo(id: string, ctx: MutationContext): ReadProgram<Lead> {
  const visible = yield* first('leads', { where: all(eq('id', id), ctx.visibleLeads) });
  const lead = visible ?? (yield* movedLead(id, ctx)) ?? (yield* visibleLead(id, ctx));
  if (acceptsLate(ctx)) return yield* afterMerges(lead);
  refuseTrashed([lead]);
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
