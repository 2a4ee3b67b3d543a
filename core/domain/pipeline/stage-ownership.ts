import type { MutationContext } from '../../kernel/mutator.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { Value } from '../../kernel/rows.ts';
import { get } from '../../schema/typed-reads.ts';
import { invalid, type FieldPath } from '../fields/field-errors.ts';
import { checkPerson, checkTeam } from '../lead/lead-references.ts';
import type { Module, Stage } from './stages-of.ts';

const ownershipColumns = ['ownership', 'ownerUserId', 'ownerTeamId'] as const;

/** Whose a lead becomes; what is absent stays as it is. */
export type EntryOwner = { readonly assigneeId?: string | null; readonly teamId?: string };

/** @returns whether an edit of a stage touches whose a lead becomes in it */
export function changesOwnership(cells: Readonly<Record<string, Value>>): boolean {
  return ownershipColumns.some((name) => Object.hasOwn(cells, name));
}

/**
 * Checks whose a lead is to become when it enters a stage.
 * @param stage as it will be
 * @throws DomainError VALIDATION_FAILED, UNKNOWN_ASSIGNEE
 */
export function* checkOwnership(stage: Stage, module: Module, ctx: MutationContext, at: FieldPath): ReadProgram<void> {
  const { ownership, ownerUserId, ownerTeamId } = stage;
  if (ownership === null && ownerUserId === null && ownerTeamId === null) return;
  if (module !== 'leads') throw invalid(at('ownership'), 'not_here', 'is for stages of lead pipelines');
  if (ownership === 'user' && ownerUserId === null)
    throw invalid(at('ownerUserId'), 'required', 'says who gets the lead');
  if (ownerUserId !== null) yield* checkPerson(ownerUserId, ctx, at('ownerUserId'));
  if (ownerTeamId !== null) yield* checkTeam(ownerTeamId, ctx, at('ownerTeamId'));
}

/**
 * Whose a lead becomes when it enters a stage. Who has left, and a team that was put away, get nothing: the lead stays where it is.
 * An import tells what was, so nothing is given away.
 */
export function* ownerOnEntry(stage: Stage, ctx: MutationContext): ReadProgram<EntryOwner> {
  if (ctx.origin === 'import') return {};
  const team = stage.ownerTeamId === null ? undefined : yield* get('teams', stage.ownerTeamId);
  const ofTeam = team?.archived === 0 ? { teamId: team.id } : {};
  switch (stage.ownership) {
    case 'mover':
      return { ...ofTeam, assigneeId: ctx.actor.userId };
    case 'nobody':
      return { ...ofTeam, assigneeId: null };
    case 'user': {
      const user = stage.ownerUserId === null ? undefined : yield* get('users', stage.ownerUserId);
      return user?.active === 1 ? { ...ofTeam, assigneeId: user.id } : ofTeam;
    }
    default:
      // NULL, or what a later version knows.
      return ofTeam;
  }
}
