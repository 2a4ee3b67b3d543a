// SYNC-11: which devices there are, and what becomes of one that is revoked.
import { mayActOn } from '../../core/domain/access/rank.ts';
import { all, always, eq, isIn, type Predicate } from '../../core/kernel/predicates.ts';
import { write, type Program, type ReadProgram } from '../../core/kernel/reads.ts';
import { derivedUuid } from '../../core/kernel/ids.ts';
import type { StoreChange } from '../../core/kernel/rows.ts';
import type { DeviceReport } from '../../core/protocol/headers.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import { first, get, getMany, range } from '../../core/schema/typed-reads.ts';
import { newClient } from './new-client.ts';
import type { SyncProblem } from './push.ts';
import { loadScope } from './scope.ts';

type Client = RowOf<'clients'>;
type EventKind = RowOf<'clientEvents'>['kind'];

export type ContactInput = {
  readonly userId: string;
  /** Of the directory: the sign-in by which the device came. */
  readonly sessionId: string;
  readonly clientId: string;
  readonly report: DeviceReport | undefined;
  readonly now: number;
};

/**
 * Notes that a device was here, by which session, and what it says of itself.
 * @returns a problem (REVOKED, WRONG_CLIENT): it must then get no rows
 */
export function* noteContact(input: ContactInput): Program<{ readonly kind: 'noted' } | SyncProblem> {
  const { userId, sessionId, clientId, report, now } = input;
  const client = yield* get('clients', clientId);
  if (!(yield* loadScope(userId)) || client?.revoked) return { kind: 'problem', code: 'REVOKED', details: {} };
  if (client && client.userId !== userId) return { kind: 'problem', code: 'WRONG_CLIENT', details: {} };
  const said = report && {
    name: report.name,
    platform: report.platform,
    appVersion: report.appVersion,
    pending: report.pending,
    oldestPendingAt: report.oldestPendingAt,
  };
  yield* write([
    { op: 'put', table: 'clients', row: { ...(client ?? newClient(clientId, userId, now)), ...said, lastSeenAt: now } },
  ]);
  if (!client) yield* log(clientId, 'added', null, now);
  else if (said && client.appVersion !== null && client.appVersion !== said.appVersion)
    yield* log(clientId, 'updated', null, now, said.appVersion);
  const sessionRow = `${sessionId}:${clientId}`;
  if (!(yield* get('clientSessions', sessionRow))) {
    yield* write([
      { op: 'put', table: 'clientSessions', row: { id: sessionRow, sessionId, clientId, at: now, revoked: 0 } },
    ]);
    if (client) yield* log(clientId, 'signedIn', null, now);
  }
  return { kind: 'noted' };
}

/** @returns whether a session was revoked together with the device that used it */
export function* isSessionRevoked(sessionId: string): ReadProgram<boolean> {
  const where = all(eq('sessionId', sessionId), eq('revoked', 1));
  return (yield* first('clientSessions', { where })) !== undefined;
}

/** A revoked device has asked and is told so: whoever revoked it sees that it knows. */
export function* noteTold({ sessionId, now }: { sessionId: string; now: number }): Program<null> {
  const links = yield* range('clientSessions', { where: eq('sessionId', sessionId) });
  for (const { clientId } of links) {
    const client = yield* get('clients', clientId);
    if (!client?.revoked || client.toldAt !== null) continue;
    yield* write([{ op: 'patch', table: 'clients', id: clientId, set: { toldAt: now, lastSeenAt: now } }]);
    yield* log(clientId, 'told', null, now);
  }
  return null;
}

/** A device with what a list says of it; `mayRevoke`: whoever asks may. */
export type ListedDevice = Client & {
  readonly userName: string;
  readonly isCurrent: boolean;
  readonly mayRevoke: boolean;
};

/** The devices a person may see, the latest first: their own; managers those of their teams; admins all. */
export function* listDevices(input: { userId: string; sessionId: string }): ReadProgram<readonly ListedDevice[]> {
  const where = yield* visibleDevices(input.userId);
  const found = yield* range('clients', { where, order: [{ column: 'lastSeenAt', direction: 'desc' }], limit: 1000 });
  const users = yield* getMany('users', [...new Set(found.map(({ userId }) => userId))]);
  const people = new Map(users.map((user) => [user.id, user]));
  const actor = yield* get('users', input.userId);
  const mine = yield* range('clientSessions', { where: eq('sessionId', input.sessionId) });
  const current = new Set(mine.map(({ clientId }) => clientId));
  return found.map((device) => {
    const owner = people.get(device.userId);
    return {
      ...device,
      userName: owner?.name ?? '',
      isCurrent: current.has(device.id),
      mayRevoke: actor !== undefined && owner !== undefined && mayRevoke(actor, owner),
    };
  });
}

function* visibleDevices(userId: string): ReadProgram<Predicate> {
  const user = yield* get('users', userId);
  if (user?.role === 'owner' || user?.role === 'admin') return always;
  const managed = yield* range('teamMembers', { where: all(eq('userId', userId), eq('role', 'manager')) });
  const members = yield* range('teamMembers', {
    where: isIn(
      'teamId',
      managed.map(({ teamId }) => teamId),
    ),
  });
  return isIn('userId', [...new Set([userId, ...members.map((member) => member.userId)])]);
}

/** @returns what happened to a device, the latest first; undefined when the person may not see it */
export function* deviceHistory(input: {
  userId: string;
  clientId: string;
}): ReadProgram<readonly RowOf<'clientEvents'>[] | null> {
  const where = all(eq('id', input.clientId), yield* visibleDevices(input.userId));
  if (!(yield* first('clients', { where }))) return null;
  return yield* range('clientEvents', {
    where: eq('clientId', input.clientId),
    order: [{ column: 'at', direction: 'desc' }],
    limit: 200,
  });
}

export type RevokeInput = {
  /** Who revokes. */
  readonly actorId: string;
  /** A device, or every device of a person. */
  readonly target: { readonly clientId: string } | { readonly userId: string };
  readonly now: number;
};
export type RevokeResult =
  | { readonly kind: 'revoked'; readonly clientIds: readonly string[] }
  | { readonly kind: 'refused'; readonly code: 'NOT_FOUND' | 'FORBIDDEN' };

/** Revokes devices for good, with every session they have used and every other identity those sessions had: it is one machine. */
export function* revokeDevices({ actorId, target, now }: RevokeInput): Program<RevokeResult> {
  const devices =
    'clientId' in target
      ? yield* getMany('clients', [target.clientId])
      : yield* range('clients', { where: eq('userId', target.userId) });
  const ownerId = 'userId' in target ? target.userId : devices[0]?.userId;
  const owner = ownerId === undefined ? undefined : yield* get('users', ownerId);
  const actor = yield* get('users', actorId);
  if (!owner || !actor) return { kind: 'refused', code: 'NOT_FOUND' };
  if (!mayRevoke(actor, owner)) return { kind: 'refused', code: 'FORBIDDEN' };
  const { clientIds, links } = yield* machineOf(devices.map(({ id }) => id));
  for (const client of yield* getMany('clients', clientIds)) {
    if (client.revoked) continue;
    const set = { revoked: 1, revokedAt: now, revokedBy: actorId } as const;
    yield* write([{ op: 'patch', table: 'clients', id: client.id, set }]);
    yield* log(client.id, 'revoked', actorId, now);
  }
  yield* write(links.map(({ id }): StoreChange => ({ op: 'patch', table: 'clientSessions', id, set: { revoked: 1 } })));
  return { kind: 'revoked', clientIds };
}

/** One's own; else as with passwords: nobody gets the better of somebody above them. */
function mayRevoke(actor: RowOf<'users'>, owner: RowOf<'users'>): boolean {
  return actor.id === owner.id || mayActOn(actor.role, owner.role);
}

/** Everything that these devices' sessions lead to, and on from there. */
function* machineOf(
  start: readonly string[],
): ReadProgram<{ clientIds: string[]; links: readonly RowOf<'clientSessions'>[] }> {
  const links = new Map<string, RowOf<'clientSessions'>>();
  const clientIds = new Set(start);
  for (let before = -1; before !== links.size + clientIds.size;) {
    before = links.size + clientIds.size;
    for (const link of yield* range('clientSessions', { where: isIn('clientId', [...clientIds]) }))
      links.set(link.id, link);
    const sessionIds = [...new Set([...links.values()].map(({ sessionId }) => sessionId))];
    for (const link of yield* range('clientSessions', { where: isIn('sessionId', sessionIds) })) {
      links.set(link.id, link);
      clientIds.add(link.clientId);
    }
  }
  return { clientIds: [...clientIds], links: [...links.values()] };
}

function* log(
  clientId: string,
  kind: EventKind,
  by: string | null,
  at: number,
  detail: string | null = null,
): Program<void> {
  const id = derivedUuid('clientEvent', clientId, kind, String(at), detail ?? '');
  yield* write([{ op: 'put', table: 'clientEvents', row: { id, clientId, kind, by, at, detail } }]);
}
