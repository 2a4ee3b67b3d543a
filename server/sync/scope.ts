import { lesserRole } from '../../core/domain/access/rank.ts';
import { isPermitted, permissionsOf } from '../../core/domain/access/permissions.ts';
import { grantedTo } from '../../core/domain/access/role-permissions.ts';
import type { Actor } from '../../core/kernel/mutator.ts';
import { all, eq, isIn } from '../../core/kernel/predicates.ts';
import type { ReadProgram } from '../../core/kernel/reads.ts';
import type { Scope } from '../../core/schema/access.ts';
import { get, range } from '../../core/schema/typed-reads.ts';

/** Who asks: a person, or an API key that acts for one. */
export type Principal = { readonly userId: string; readonly apiKeyId?: string | undefined };

/**
 * Finds out what a person may see, from the organization's own rows.
 * @param apiKeyId the key that acts for them: it sees no more than they do, and less where its role or scopes say so
 * @returns undefined when the organization has no such active user, or no such key of theirs
 */
export function* loadScope(userId: string, apiKeyId?: string): ReadProgram<Scope | undefined> {
  const user = yield* get('users', userId);
  if (!user || user.active === 0) return undefined;
  const memberships = yield* range('teamMembers', { where: eq('userId', userId) });
  const teamIds = memberships.map((membership) => membership.teamId);
  const open = yield* range('teams', { where: all(isIn('id', teamIds), eq('open', 1)) });
  const seen = new Set(open.map((team) => team.id));
  for (const { role, teamId } of memberships) if (role === 'manager') seen.add(teamId);
  const permissions = yield* grantedTo(user.role);
  const scope: Scope = { userId, role: user.role, teamIds: [...seen].toSorted(), ...(permissions && { permissions }) };
  return apiKeyId === undefined ? scope : yield* scopeOfKey(scope, apiKeyId);
}

/** D5. Whatever the key was made with: a person who may less by now cannot do more through it. */
function* scopeOfKey(person: Scope, apiKeyId: string): ReadProgram<Scope | undefined> {
  const key = yield* get('apiKeys', apiKeyId);
  if (!key || key.userId !== person.userId || key.revokedAt !== null) return undefined;
  const role = lesserRole(key.role, person.role);
  const scopes = new Set(JSON.parse(key.scopes) as string[]);
  const granted = (yield* grantedTo(role)) ?? permissionsOf(role);
  const permissions = granted.filter((permission) => scopes.has(permission) && isPermitted(person, permission));
  return { ...person, role, permissions };
}

/** The actor behind a scope. */
export function actorOf({ userId, role, permissions }: Scope): Actor {
  return { userId, role, permissions };
}
