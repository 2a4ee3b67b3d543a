import { permissionsOf } from '../../core/domain/access/permissions.ts';
import type { Role } from '../../core/kernel/mutator.ts';
import type { ReadProgram } from '../../core/kernel/reads.ts';
import { organizationId } from '../../core/schema/people.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import { get } from '../../core/schema/typed-reads.ts';
import { isSessionRevoked } from '../sync/devices.ts';
import { loadScope } from '../sync/scope.ts';
import { usableApiKey } from './api-keys.ts';

/** A person, perhaps by a session; or a key by its hash. */
export type SessionInput =
  | { readonly userId: string; readonly sessionId?: string; readonly apiKeyHash?: undefined }
  | { readonly apiKeyHash: string; readonly now: number };

/** The caller as the organization knows them. */
export type SessionResult = {
  readonly user: RowOf<'users'>;
  readonly organization: RowOf<'organization'>;
  /** The role the caller acts in: the person's own, or a lesser one that their key has. */
  readonly role: Role;
  /** What the caller may do. */
  readonly permissions: readonly string[];
  /** The session belongs to a device that was revoked (SYNC-11). */
  readonly revoked: boolean;
  readonly apiKey: { readonly id: string; readonly name: string } | null;
} | null;

/** @returns null for a stranger, someone deactivated, or a key that is none any more */
export function* session(input: SessionInput): ReadProgram<SessionResult> {
  const key = input.apiKeyHash === undefined ? null : yield* usableApiKey({ hash: input.apiKeyHash, now: input.now });
  const userId = input.apiKeyHash === undefined ? input.userId : key?.userId;
  const user = userId === undefined ? undefined : yield* get('users', userId);
  const scope = user && (yield* loadScope(user.id, key?.id));
  const organization = yield* get('organization', organizationId);
  if (!user || !scope || !organization) return null;
  const sessionId = input.apiKeyHash === undefined ? input.sessionId : undefined;
  return {
    user,
    organization,
    role: scope.role,
    permissions: scope.permissions ?? permissionsOf(scope.role),
    revoked: sessionId !== undefined && (yield* isSessionRevoked(sessionId)),
    apiKey: key && { id: key.id, name: key.name },
  };
}
