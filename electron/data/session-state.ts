import type { LeftBehind, SessionState } from '../../core/bridge/contract.ts';
import type { OpenDatabase } from './open-database.ts';
import type { SavedSession, SqliteSettings } from './sqlite-settings.ts';

/**
 * Nobody is signed in: what the sign-in form is filled with.
 * @param serverUrl the server that this installation suggests; null: the last one used
 */
export function signedOutState(settings: SqliteSettings, serverUrl: string | null): SessionState {
  return {
    kind: 'signedOut',
    serverUrl: serverUrl ?? settings.get('lastServerUrl') ?? null,
    email: settings.get('lastEmail') ?? null,
    wiped: settings.get('wiped') ?? null,
  };
}

/** Who is signed in. Rows that have arrived are newer than what the server said at sign-in. */
export function signedInState(
  saved: SavedSession,
  database: OpenDatabase,
  leftBehind: readonly LeftBehind[],
): SessionState {
  const me = database.me();
  const organization = database.organization();
  const atSignIn = saved.kind === 'synced' ? saved : undefined;
  const role = me?.role ?? atSignIn?.user.role ?? 'rep';
  return {
    kind: 'signedIn',
    mode: saved.kind,
    userId: database.userId,
    name: me?.name ?? atSignIn?.user.name ?? '',
    email: me?.email ?? atSignIn?.user.email ?? '',
    role,
    permissions: database.permissionsOf(role),
    organizationName: organization?.name ?? atSignIn?.organization.name ?? '',
    timeZone: organization?.timeZone ?? atSignIn?.organization.timeZone ?? 'UTC',
    currency: organization?.currency ?? atSignIn?.organization.currency ?? 'EUR',
    serverUrl: atSignIn?.serverUrl ?? null,
    leftBehind,
  };
}

/** The database is locked: whose it is, and that nothing in it is lost. */
export function lockedState(saved: Extract<SavedSession, { kind: 'synced' }>, database: OpenDatabase): SessionState {
  const { pending, rejected, lastSyncedAt } = database.status();
  return {
    kind: 'locked',
    name: saved.user.name,
    email: saved.user.email,
    organizationName: saved.organization.name,
    serverUrl: saved.serverUrl,
    leaseDays: database.leaseDays,
    pending: pending + rejected,
    lastSyncedAt,
  };
}
