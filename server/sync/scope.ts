import type { Actor } from '../../core/kernel/mutator.ts';
import { all, eq, isIn } from '../../core/kernel/predicates.ts';
import type { ReadProgram } from '../../core/kernel/reads.ts';
import type { Scope } from '../../core/schema/access.ts';
import { get, range } from '../../core/schema/typed-reads.ts';

/**
 * Finds out what a person may see, from the organization's own rows.
 * @returns undefined when the organization has no such active user
 */
export function* loadScope(userId: string): ReadProgram<Scope | undefined> {
  const user = yield* get('users', userId);
  if (!user || user.active === 0) return undefined;
  const memberships = yield* range('teamMembers', { where: eq('userId', userId) });
  const teamIds = memberships.map((membership) => membership.teamId);
  const open = yield* range('teams', { where: all(isIn('id', teamIds), eq('open', 1)) });
  const seen = new Set(open.map((team) => team.id));
  for (const { role, teamId } of memberships) if (role === 'manager') seen.add(teamId);
  return { userId, role: user.role, teamIds: [...seen].toSorted() };
}

/** The actor behind a scope. */
export function actorOf(scope: Scope): Actor {
  return { userId: scope.userId, role: scope.role };
}
