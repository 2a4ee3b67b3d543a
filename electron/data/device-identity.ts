// SYNC-9: what a device and a server that has been restored, or a device that has been restored itself, owe each other.
import { grantedTo } from '../../core/domain/access/role-permissions.ts';
import type { Actor } from '../../core/kernel/mutator.ts';
import { all, eq, gt, isIn } from '../../core/kernel/predicates.ts';
import type { Program } from '../../core/kernel/reads.ts';
import type { SnapshotChunk } from '../../core/protocol/sync.ts';
import { first, get } from '../../core/schema/typed-reads.ts';
import { rebase } from './device-apply.ts';
import { sendEldersAgain } from './device-import.ts';
import type { Identity } from './device-rebase.ts';
import { renumber, resendFrom } from './device-outbox.ts';
import { readFact, writeFact } from './device-state.ts';

/** Gives a new database its identity towards the server. */
export function* ensureClientId(fresh: string): Program<void> {
  if ((yield* readFact('clientId')) === undefined) yield* writeFact('clientId', fresh);
}

/** The actor's role is the organization's own row; before it has arrived, the least. */
export function* identityOf(userId: string): Program<Identity> {
  const user = yield* get('users', userId);
  const role = user?.role ?? 'rep';
  const actor: Actor = { userId, role, permissions: yield* grantedTo(role) };
  return { clientId: (yield* readFact('clientId'))!, actor };
}

/**
 * Compares what the server has of us with what we know (SYNC-9). It confirms more than we ever made: this profile was restored
 * from a backup, so we part from the old identity. It confirms less than before: the server was restored, so it gets the rest again.
 */
export function* reconcile(confirmed: number, lastSeq: number, userId: string, freshClientId: string): Program<void> {
  const made = (yield* readFact('counter'))?.seq ?? 0;
  const forgotten = yield* first('outbox', { where: all(eq('state', 'answered'), gt('seq', lastSeq)) });
  if (lastSeq > made) yield* renumber(freshClientId);
  else if (!forgotten && lastSeq >= confirmed) return;
  else if (!(yield* resendFrom(lastSeq + 1))) yield* renumber(freshClientId, lastSeq + 1);
  yield* rebase(yield* identityOf(userId));
}

/**
 * The first chunk of a repeated snapshot shows that the server has forgotten mutations of ours: they go up again before anything
 * is read, so that their rows are among those it brings.
 * @returns whether they have been made ready to be sent
 */
export function* realignFirst(chunk: SnapshotChunk, userId: string, freshClientId: string): Program<boolean> {
  const snapshot = yield* readFact('snapshot');
  const confirmed = (yield* readFact('confirmedSeq')) ?? 0;
  if (!snapshot?.repeated || snapshot.position !== null || chunk.last) return false;
  const elders = snapshot.reason === 'unknownCursor' && !snapshot.eldersSent;
  if (elders) {
    yield* sendEldersAgain();
    yield* writeFact('snapshot', { ...snapshot, eldersSent: true });
  }
  if (chunk.lastSeq < confirmed) yield* reconcile(confirmed, chunk.lastSeq, userId, freshClientId);
  else if (!elders) return false;
  return (yield* first('outbox', { where: isIn('state', ['pending', 'imported']) })) !== undefined;
}
