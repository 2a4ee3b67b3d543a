import { DomainError } from '../../kernel/errors.ts';
import type { MutationContext, Role } from '../../kernel/mutator.ts';
import { all, eq, not } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { RowOf } from '../../schema/tables.ts';
import { first } from '../../schema/typed-reads.ts';

export type User = RowOf<'users'>;

/**
 * Only owners make owners, and only they change one.
 * @throws DomainError FORBIDDEN
 */
export function requireOwnerFor(ctx: MutationContext, ...rolesConcerned: readonly (Role | undefined)[]): void {
  if (ctx.actor.role !== 'owner' && rolesConcerned.includes('owner'))
    throw new DomainError('FORBIDDEN', { role: 'owner' });
}

/** @throws DomainError EMAIL_TAKEN, naming the other person */
export function* requireFreeUserEmail(id: string, email: string): ReadProgram<void> {
  const other = yield* first('users', { where: all(eq('email', email), not(eq('id', id))) });
  if (!other) return;
  throw new DomainError('EMAIL_TAKEN', { email, userId: other.id, name: other.name }, [
    { field: 'email', code: 'taken', message: 'belongs to another person' },
  ]);
}

/** @throws DomainError LAST_OWNER when nobody but this person could still administer the organization */
export function* requireAnotherOwner(user: User): ReadProgram<void> {
  const owners = all(eq('role', 'owner'), eq('active', 1), not(eq('id', user.id)));
  if (!(yield* first('users', { where: owners }))) throw new DomainError('LAST_OWNER', { userId: user.id });
}
