// SYNC-1: rows and outbox are written in one transaction, which is on disk before `mutate` returns.
import type { ChangedRows, HeldRemoval } from '../../core/bridge/contract.ts';
import type { PendingMutation } from '../../core/bridge/sync-centre.ts';
import { DomainError } from '../../core/kernel/errors.ts';
import { uuidv7From } from '../../core/kernel/ids.ts';
import { purgeUndo } from '../../core/domain/undo/undo-log.ts';
import { write, type DeviceProgram, type Program, type ReadProgram } from '../../core/kernel/reads.ts';
import { runSync } from '../../core/kernel/run-sync.ts';
import type { SyncStore, TransactionOptions } from '../../core/kernel/store.ts';
import {
  maxPushBytes,
  maxPushMutations,
  type PushReply,
  type PushRequest,
  type SnapshotChunk,
} from '../../core/protocol/sync.ts';
import { organizationId } from '../../core/schema/people.ts';
import { get } from '../../core/schema/typed-reads.ts';
import { applyPull, applySnapshotChunk, rebase, rebaseWithout, type PullPage } from './device-apply.ts';
import { addsUp, auditAfter, DeviceAudit, DigestMismatch } from './device-audit.ts';
import { forgetSeen } from './device-forget.ts';
import { recordChanges } from './device-changes.ts';
import { decideRecorded, deviceContext } from './device-decide.ts';
import { noteContact, nowCorrected, type RoundTrip } from './device-clock.ts';
import { ensureClientId, identityOf, realignFirst, reconcile } from './device-identity.ts';
import { giveUpImported, noteImportedOutcomes, unsentImported } from './device-import.ts';
import { listOutbox, noteOutcomes, outboxRow, renumber, resendFrom, unsent } from './device-outbox.ts';
import { applyLocally } from './device-rebase.ts';
import { clearFact, readFact, writeFact, type SnapshotReason } from './device-state.ts';
import { advancedLease, renewedLease, type Lease } from './lease.ts';
import { firstThatFit } from './push-size.ts';
import {
  devicePosition,
  deviceStatus,
  deviceWork,
  type DevicePosition,
  type DeviceStatus,
  type DeviceWork,
} from './device-status.ts';
import { allowRemoval, askAgain, holdPull, holdSnapshot, keepRows } from './removal-brake.ts';

export type DevicePorts = {
  readonly store: SyncStore;
  /** This machine's epoch milliseconds; corrected by what the device knows of the server's clock. */
  readonly now: () => number;
  /** Random bytes. */
  readonly random: (length: number) => Uint8Array;
  /** After each transaction that changed domain rows or the outbox. */
  readonly onCommit: (changed: ChangedRows) => void;
  /**
   * Rows have left the person's scope or were deleted elsewhere: the store must leave no trace of them (SYNC-8). Called again at the
   * next start when it did not return.
   */
  readonly onDeparted: () => void;
};

export type DeviceOptions = {
  readonly userId: string;
  /** `local`: there is no server, so nothing is kept to be sent (the sample company). */
  readonly mode: 'synced' | 'local';
};

/** Does what a person asked for, within a program. @returns the seq of the mutation */
export type Act = (name: string, args: unknown, action?: string) => Program<number>;

/** So many rows of a first sync a power cut may take. */
const mostUnsyncedRows = 2500;

/** Between two looks for entries of the undo log that are too old. Milliseconds. */
const purgeUndoEveryMs = 3_600_000;

/** What became of a chunk of a snapshot. */
export type SnapshotStep = 'more' | 'last' | 'held' | 'realigned';

/** One person's copy of the organization's data and what they have done to it: the device of docs/sync.md, without any transport. */
export class Device {
  readonly #ports: DevicePorts;
  readonly #options: DeviceOptions;
  #unsyncedRows = 0;
  /** When old entries of the undo log are looked for again, epoch milliseconds. */
  #purgeUndoFrom = 0;
  /** Its comparison with the server. */
  readonly audit: DeviceAudit;

  constructor(ports: DevicePorts, options: DeviceOptions) {
    this.#ports = ports;
    this.#options = options;
    const run = <Result>(program: Program<Result>): Result => this.#run(program);
    const onDeparted = (): void => this.#leaveNoTrace();
    this.audit = new DeviceAudit({ now: ports.now, run, onDeparted }, options.userId);
    this.#run(ensureClientId(this.#newClientId()));
    // It may have been cut off between the transaction that took rows away and what the store does then.
    this.#leaveNoTrace();
  }

  /**
   * Does what a person asked for: decides on local rows, writes them and the outbox entry, durably.
   * @param action names what the person did, where several mutations are one action and are undone as one
   * @returns the seq of the mutation; 0 in local mode
   * @throws DomainError when the rule refuses; nothing is then written
   */
  mutate(name: string, args: unknown, action?: string): { seq: number } {
    return { seq: this.#run(this.#act(name, args, action)) };
  }

  /**
   * @param maxBytes of its mutations; one that is longer goes alone
   * @returns the next push, of this device's own first, then of what came from a file; undefined while nothing is unsent
   */
  nextPush(protocol: number, maxBytes = maxPushBytes): PushRequest | undefined {
    return this.#run(
      (function* (): Program<PushRequest | undefined> {
        const own = yield* unsent(maxPushMutations);
        const clientId = (yield* readFact('clientId'))!;
        const cursor = yield* readFact('cursor');
        const base = cursor && { base: cursor.version, baseStamp: cursor.stamp };
        if (own.length > 0) return { protocol, clientId, mutations: firstThatFit(own, maxBytes), ...base };
        const imported = yield* unsentImported(maxPushMutations);
        if (!imported) return undefined;
        const mutations = firstThatFit(imported.mutations, maxBytes);
        return { protocol, clientId: imported.clientId, mutations, carriedBy: clientId };
      })(),
    );
  }

  /** Notes the reply to a push in another identity's name (see device-import.ts). */
  importedAnswered(clientId: string, reply: PushReply): void {
    this.#run(noteImportedOutcomes(clientId, reply.outcomes));
  }

  /** The server does not go on from where another identity's file stands. @param reason its code */
  importedRefused(clientId: string, reason: string): void {
    this.#run(giveUpImported(clientId, reason));
  }

  /**
   * Notes a push reply; takes back the local effect of what was refused.
   * @param roundTrip when the push left and the reply arrived, by this machine's clock
   */
  pushAnswered(reply: PushReply, roundTrip: RoundTrip): void {
    const { userId } = this.#options;
    this.#run(
      (function* (): Program<void> {
        yield* noteContact(reply.now, roundTrip);
        yield* writeFact('lease', renewedLease(roundTrip.receivedAt));
        const refused = yield* noteOutcomes(reply.outcomes);
        if (refused.length > 0) yield* rebaseWithout(refused, yield* identityOf(userId));
      })(),
    );
  }

  /**
   * Applies all pages of a pull in one transaction (SYNC-4).
   * @param options.verify whether the rows, read back, must add up to what the server sent (SYNC-7)
   * @returns false when it would remove so much that the person has to decide first (SYNC-9); nothing was then applied
   * @throws DigestMismatch; nothing was then applied
   */
  pullAnswered(pages: readonly PullPage[], roundTrip: RoundTrip, { verify = true } = {}): boolean {
    const { userId } = this.#options;
    const freshClientId = this.#newClientId();
    const applied = this.#run(
      (function* (): Program<boolean> {
        yield* writeFact('lease', renewedLease(roundTrip.receivedAt));
        if (yield* holdPull(pages, roundTrip.receivedAt)) return false;
        const confirmed = (yield* readFact('confirmedSeq')) ?? 0;
        yield* noteContact(pages.at(-1)!.now, roundTrip);
        yield* applyPull(pages, yield* identityOf(userId));
        if (verify && !(yield* addsUp(pages))) throw new DigestMismatch();
        yield* reconcile(confirmed, pages.at(-1)!.lastSeq, userId, freshClientId);
        if (pages.some((page) => page.forget.length + page.deleted.length > 0)) yield* writeFact('departed', true);
        return true;
      })(),
    );
    if (applied) this.#leaveNoTrace();
    return applied;
  }

  /** The server cannot continue from our cursor: everything in scope is read again, the outbox stays. */
  startSnapshot(reason: SnapshotReason): void {
    this.#run(
      (function* (): Program<void> {
        const broken = yield* readFact('snapshot');
        // Rows of a snapshot that did not end are held, too: what this one does not bring must go.
        const held = broken !== undefined && (broken.repeated || broken.position !== null);
        const repeated = held || (yield* readFact('cursor')) !== undefined;
        yield* clearFact('cursor');
        yield* forgetSeen();
        yield* writeFact('snapshot', { position: null, repeated, reason, done: 0, total: 0 });
      })(),
    );
  }

  /**
   * Applies one chunk of a snapshot.
   * @returns held: so much would go at the end that the person has to decide first (SYNC-9); realigned: the server was restored
   * and gets back first what it has forgotten of us, so that nothing of it has to go; in both cases this chunk was not applied
   */
  snapshotArrived(chunk: SnapshotChunk): SnapshotStep {
    const { userId } = this.#options;
    const freshClientId = this.#newClientId();
    const { repeated } = this.position().snapshot ?? { repeated: false };
    const { now } = this.#ports;
    // Rows of a first sync that a power cut takes are asked for again: most of its chunks wait for no disk.
    this.#unsyncedRows += chunk.block?.rows.length ?? 0;
    const durable = repeated || chunk.last || this.#unsyncedRows >= mostUnsyncedRows;
    if (durable) this.#unsyncedRows = 0;
    const step = this.#run(
      (function* (): DeviceProgram<SnapshotStep> {
        yield* writeFact('lease', renewedLease(now()));
        if (yield* realignFirst(chunk, userId, freshClientId)) return 'realigned';
        if (yield* holdSnapshot(chunk, now())) return 'held';
        const confirmed = (yield* readFact('confirmedSeq')) ?? 0;
        const last = yield* applySnapshotChunk(chunk, yield* identityOf(userId));
        if (last) {
          yield* reconcile(confirmed, chunk.lastSeq, userId, freshClientId);
          yield* auditAfter(now());
          if (repeated) yield* writeFact('departed', true);
        }
        return last ? 'last' : 'more';
      })(),
      { durable },
    );
    if (step === 'last') this.#leaveNoTrace();
    return step;
  }

  /** @returns time without contact; a database that has never noted it begins with its last pull */
  lease(): Lease {
    const { now } = this.#ports;
    return this.#run(
      (function* (): ReadProgram<Lease> {
        const lastSyncedAt = (yield* readFact('lastSyncedAt')) ?? now();
        return (yield* readFact('lease')) ?? advancedLease(renewedLease(lastSyncedAt), now());
      })(),
    );
  }

  /** Notes how much time has passed without contact, or that there is contact. */
  noteLease(lease: Lease): void {
    this.#run(writeFact('lease', lease));
  }

  /** @returns the removal that waits for the person, if any */
  heldRemoval(): HeldRemoval | undefined {
    return this.#run(readFact('removalHeld'));
  }

  /** The person has decided about it. */
  decideRemoval(choice: 'apply' | 'keep' | 'askAgain'): void {
    this.#run({ apply: allowRemoval, keep: keepRows, askAgain }[choice]());
  }

  /** The server expects another seq than ours: sends again what it has forgotten, or parts from the old identity. */
  resend(fromSeq: number): void {
    const { userId } = this.#options;
    const fork = (): Program<void> => this.#fork([], fromSeq);
    this.#run(
      (function* (): Program<void> {
        if (!(yield* resendFrom(fromSeq))) return yield* fork();
        // What is pending again has its effect on top of the confirmed rows, before what was made later.
        yield* rebase(yield* identityOf(userId));
      })(),
    );
  }

  /**
   * Our history and the one the server knows under our client id have parted: go on under a new one.
   * @param common outcomes of the unsent mutations that both histories share; they are not sent again
   */
  fork(common: PushReply['outcomes']): void {
    this.#run(this.#fork(common));
  }

  *#fork(common: PushReply['outcomes'], forgottenFrom?: number): Program<void> {
    yield* noteOutcomes(common);
    yield* renumber(this.#newClientId(), forgottenFrom);
    yield* rebase(yield* identityOf(this.#options.userId));
  }

  /**
   * Runs a program in one transaction of this device's.
   * @param program is given what a person's action does: decide, write, append to the outbox
   */
  perform<Result>(program: (act: Act) => Program<Result>): Result {
    return this.#run(program((name, args, action) => this.#act(name, args, action)));
  }

  /** Goes on under a new client id, whatever the old one had made. @returns a program for `perform` */
  readonly takeNewIdentity = (): Program<void> => this.#fork([]);

  /** @returns what sync has to do here now */
  work(): DeviceWork {
    return this.#run(deviceWork(this.#ports.now()));
  }

  /** @returns where the device stands: what a pull or a snapshot request needs */
  position(): DevicePosition {
    return this.#run(devicePosition());
  }

  status(): DeviceStatus {
    return this.#run(deviceStatus());
  }

  /** @returns what waits, oldest first */
  outbox(limit: number): PendingMutation[] {
    return this.#run(listOutbox({ limit }));
  }

  *#act(name: string, args: unknown, action?: string): Program<number> {
    const { userId, mode } = this.#options;
    // Until the first settings have arrived there is nothing to decide on.
    if (!(yield* get('organization', organizationId))) throw new DomainError('WRONG_STATE', { state: 'loading' });
    const { clientId, actor } = yield* identityOf(userId);
    const counter = (yield* readFact('counter')) ?? { seq: 0, at: 0 };
    const at = yield* nowCorrected(this.#ports.now());
    const mutation = { seq: counter.seq + 1, name, args, at, action };
    const ctx = deviceContext(mutation, clientId, actor);
    const { changes, touched, undo } = yield* decideRecorded(mutation, clientId, ctx);
    yield* writeFact('counter', { seq: mutation.seq, at });
    yield* write(undo.map((row) => ({ op: 'insert', table: 'undoLog', row })));
    if (at >= this.#purgeUndoFrom && !(yield* purgeUndo(at))) this.#purgeUndoFrom = at + purgeUndoEveryMs;
    if (mode === 'local') {
      yield* write(changes);
      return 0;
    }
    yield* applyLocally(changes);
    const text = JSON.stringify(args ?? null);
    const row = {
      ...outboxRow({ ...mutation, args: text, action: action ?? null }),
      touched: JSON.stringify(touched),
    };
    yield* write([{ op: 'insert', table: 'outbox', row }]);
    return mutation.seq;
  }

  /** What a transaction has noted as gone is erased; the note stays until that has begun and is itself on the disk. */
  #leaveNoTrace(): void {
    if (!this.#run(readFact('departed'))) return;
    this.#ports.onDeparted();
    this.#run(clearFact('departed'));
  }

  #newClientId(): string {
    return uuidv7From(this.#ports.now(), this.#ports.random(10));
  }

  #run<Result>(program: DeviceProgram<Result>, options?: TransactionOptions): Result {
    const { result, changed } = this.#ports.store.transaction((transaction) => {
      const recorded = recordChanges(transaction);
      return { result: runSync(program, recorded.transaction), changed: recorded.changed() };
    }, options);
    if (changed) this.#ports.onCommit(changed);
    return result;
  }
}
