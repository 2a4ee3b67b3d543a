import { maxPushBytes, oldestProtocolVersion, protocolVersion, pushReply } from '../../core/protocol/sync.ts';
import type { PushReply, PushRequest } from '../../core/protocol/sync.ts';
import { schemaFingerprint } from '../../core/schema/row-digest.ts';
import type { Device } from '../data/device.ts';
import { pushBytes } from '../data/push-size.ts';
import type { PullPage } from '../data/device-apply.ts';
import type { RoundTrip } from '../data/device-clock.ts';
import type { SnapshotReason } from '../data/device-state.ts';
import { AuditRun } from './audit-run.ts';
import { PokeStream } from './poke-stream.ts';
import { PullCheck } from './pull-check.ts';
import {
  initialSyncState,
  syncStep,
  type SyncEffect,
  type SyncEvent,
  type SyncState,
  type SyncWork,
} from './sync-machine.ts';
import { isRevocation, transportFailure } from './transport.ts';
import type { Cancel, SyncTransport, Timers, TransportFailure, TransportResult } from './transport.ts';

const noWork: SyncWork = { unsent: false, needsSnapshot: false, keptApart: false, auditDue: false };

export type SyncPorts = {
  readonly device: Device;
  readonly transport: SyncTransport;
  readonly timers: Timers;
  /** This machine's epoch milliseconds. */
  readonly now: () => number;
  /** 0 ≤ random < 1 */
  readonly random: () => number;
  /** After every change of state. */
  readonly onState: (state: SyncState) => void;
  /** The server has proven who it is and says that this device is revoked, or its person deactivated (SYNC-11). */
  readonly onRevoked?: () => void;
  /** A first or repeated snapshot begins and ends: the store may drop and rebuild its indexes. */
  readonly onSnapshot?: (phase: 'begins' | 'ended') => void;
  /** Everything was compared with the server (SYNC-7). */
  readonly onAudited?: (counts: { readonly checked: number; readonly repaired: number }) => void;
};

/** Codes that say that the server has another history of a client id, or does not let it in. */
const refusesIdentity = new Set(['SEQ_GAP', 'FORK', 'REVOKED', 'WRONG_CLIENT']);

/** Carries out what the machine decides: sends requests, applies replies to the device, keeps the poke stream open. */
export class SyncEngine {
  readonly #ports: SyncPorts;
  #state: SyncState = initialSyncState;
  #cancelRequest: Cancel = () => {};
  #cancelTimer: Cancel = () => {};
  #nextTryAt: number | null = null;
  readonly #pokes: PokeStream;
  /** Grows with every request, so that a late answer to an abandoned one is recognised. */
  #request = 0;
  /** What both sides speak: an older server says which version it knows. */
  #protocol = protocolVersion;
  /** Most bytes of a push: less than the server takes, where a proxy before it takes less. */
  #pushLimit = maxPushBytes;
  readonly #pulls: PullCheck;
  #audit: AuditRun | undefined;
  /** The server is of before the audit: asked again when the application starts the next time. */
  #auditUnsupported = false;

  constructor(ports: SyncPorts) {
    this.#ports = ports;
    this.#pulls = new PullCheck(ports.device);
    const onPoke = (): void => this.#guarded(() => this.#dispatch({ kind: 'poked' }));
    this.#pokes = new PokeStream({ ...ports, onPoke });
  }

  get state(): SyncState {
    return this.#state;
  }

  /** Epoch milliseconds at which it tries again by itself; null while it is at it or waits for a person. */
  get nextTryAt(): number | null {
    return this.#nextTryAt;
  }

  /** Begins, or tries again at once (a person, focus, network, waking up, a new session): forgets any backoff. */
  wake(): void {
    this.#guarded(() => this.#dispatch({ kind: 'woken' }));
  }

  /** A mutation was made on this device. */
  mutated(): void {
    this.#guarded(() => this.#dispatch({ kind: 'mutated' }));
  }

  /** Ends everything under way. Nothing is lost: what was not applied is asked for again. */
  stop(): void {
    this.#pokes.close();
    this.#dispatch({ kind: 'stopped' });
  }

  #dispatch(asked: SyncEvent): void {
    const event = this.#speaksOlder(asked) ? ({ kind: 'realigned' } as const) : asked;
    const before = this.#state;
    const { state, effects } = syncStep(before, event, this.#work(event), this.#ports.random());
    this.#state = state;
    if (state !== before) this.#ports.onState(state);
    if (event.kind === 'failed' && isRevocation(event.failure)) this.#ports.onRevoked?.();
    for (const effect of effects) this.#perform(effect);
    if (state.reachable && state.phase === 'idle') this.#pokes.open();
  }

  /** A server of before does not know our version, and says which it knows: then that one is spoken (SYNC-10). */
  #speaksOlder(event: SyncEvent): boolean {
    if (event.kind !== 'failed' || event.failure.code !== 'PROTOCOL_TOO_OLD') return false;
    const known = event.failure.details['protocol'];
    if (typeof known !== 'number' || known < oldestProtocolVersion || known >= this.#protocol) return false;
    this.#protocol = known;
    return true;
  }

  #work(event: SyncEvent): SyncWork {
    if (event.kind === 'stopped' || event.kind === 'storeFailed') return noWork;
    const work = this.#ports.device.work();
    return this.#auditUnsupported ? { ...work, auditDue: false } : work;
  }

  #perform(effect: SyncEffect): void {
    switch (effect.kind) {
      case 'push':
        return this.#guarded(() => this.#push());
      case 'pull':
        return this.#guarded(() => this.#pull());
      case 'snapshot':
        return this.#guarded(() => this.#snapshot());
      case 'audit':
        return this.#guarded(() => this.#auditStep());
      case 'setTimer':
        this.#cancelTimer();
        this.#nextTryAt = this.#ports.now() + effect.delayMs;
        this.#cancelTimer = this.#ports.timers.after(effect.delayMs, () =>
          this.#guarded(() => this.#dispatch({ kind: 'timer' })),
        );
        return;
      case 'cancelTimer':
        this.#cancelTimer();
        this.#cancelTimer = () => {};
        this.#nextTryAt = null;
        return;
      case 'cancelRequest':
        this.#request++;
        this.#cancelRequest();
        this.#cancelRequest = () => {};
    }
  }

  /** What the disk refuses stops sync and is shown; the mutations stay where they are. */
  #guarded(run: () => void): void {
    try {
      run();
    } catch (cause) {
      this.#request++;
      this.#cancelRequest();
      this.#dispatch({ kind: 'storeFailed', message: cause instanceof Error ? cause.message : String(cause) });
    }
  }

  /** Wraps a handler so that it runs only while its request is the current one. */
  #current<Args extends readonly unknown[]>(handler: (...args: Args) => void): (...args: Args) => void {
    const request = this.#request;
    return (...args) => {
      if (request === this.#request) this.#guarded(() => handler(...args));
    };
  }

  #push(): void {
    const { device, transport, now } = this.#ports;
    const request = device.nextPush(this.#protocol, this.#pushLimit);
    if (!request) return this.#dispatch({ kind: 'pushed' });
    const sentAt = now();
    this.#request++;
    this.#cancelRequest = transport.push(
      request,
      this.#current((result) => {
        if (this.#isTooLarge(request, result)) return this.#push();
        if (request.clientId !== device.position().clientId) return this.#importedAnswered(request.clientId, result);
        if (result.kind === 'failed') return this.#pushFailed(result);
        device.pushAnswered(result.reply, { sentAt, receivedAt: now() });
        this.#dispatch({ kind: 'pushed' });
      }),
    );
  }

  /** Whoever stands between may take less than the server: then half as much goes at once, for as long as it is not a single one. */
  #isTooLarge({ mutations }: PushRequest, result: TransportResult<PushReply>): boolean {
    if (result.kind !== 'failed' || result.status !== 413 || mutations.length === 1) return false;
    this.#pushLimit = Math.floor(pushBytes(mutations) / 2);
    return true;
  }

  /** Work from a file goes out in another identity's name: what the server holds against that one does not concern this device. */
  #importedAnswered(clientId: string, result: TransportResult<PushReply>): void {
    const { device } = this.#ports;
    if (result.kind === 'reply') device.importedAnswered(clientId, result.reply);
    else if (result.code !== null && refusesIdentity.has(result.code)) device.importedRefused(clientId, result.code);
    else return this.#dispatch({ kind: 'failed', failure: result });
    this.#dispatch({ kind: 'pushed' });
  }

  #pushFailed(failure: TransportFailure): void {
    if (failure.code === 'FORK') {
      this.#ports.device.fork(pushReply.shape.outcomes.safeParse(failure.details['outcomes']).data ?? []);
      return this.#dispatch({ kind: 'realigned' });
    }
    if (failure.code === 'UNKNOWN_CURSOR') return this.#resnapshot('unknownCursor');
    const expected = failure.details['expected'];
    if (failure.code === 'SEQ_GAP' && typeof expected === 'number') {
      this.#ports.device.resend(expected);
      return this.#dispatch({ kind: 'realigned' });
    }
    this.#dispatch({ kind: 'failed', failure });
  }

  #pull(): void {
    const { clientId, cursor } = this.#ports.device.position();
    if (!cursor) return this.#dispatch({ kind: 'resnapshot' });
    const pages: PullPage[] = [];
    const { changesOnly } = this.#pulls;
    const ask = (page: string | null): void => {
      const sentAt = this.#ports.now();
      this.#request++;
      this.#cancelRequest = this.#ports.transport.pull(
        { protocol: this.#protocol, clientId, cursor, page, schema: schemaFingerprint(), changesOnly },
        this.#current((result) => {
          if (result.kind === 'failed') return this.#dispatch({ kind: 'failed', failure: result });
          if (result.reply.kind === 'resnapshot') return this.#resnapshot(result.reply.reason);
          pages.push(result.reply);
          if (result.reply.next !== null) return ask(result.reply.next);
          this.#applyPull(pages, { sentAt, receivedAt: this.#ports.now() });
        }),
      );
    };
    ask(null);
  }

  #applyPull(pages: readonly PullPage[], roundTrip: RoundTrip): void {
    switch (this.#pulls.apply(pages, roundTrip)) {
      case 'applied':
        return this.#dispatch({ kind: 'pulled' });
      case 'held':
        return this.#dispatch({ kind: 'held' });
      case 'askAgain':
        return this.#pull();
      case 'malformed':
        return this.#dispatch({ kind: 'failed', failure: transportFailure('malformed') });
    }
  }

  #auditStep(): void {
    const { device, transport } = this.#ports;
    if (!this.#audit) device.audit.begin();
    const run = (this.#audit ??= new AuditRun(device));
    const question = run.next(this.#protocol);
    if (!question) return this.#auditEnded(run);
    this.#request++;
    if (question.kind === 'digest') {
      this.#cancelRequest = transport.digest(
        question.request,
        this.#current((result) => {
          if (result.kind === 'failed') return this.#auditFailed(run, result);
          run.compare(question.request, result.reply);
          this.#dispatch({ kind: 'audited', pull: false });
        }),
      );
      return;
    }
    this.#cancelRequest = transport.repair(
      question.request,
      this.#current((result) => {
        if (result.kind === 'failed') return this.#auditFailed(run, result);
        this.#dispatch({ kind: 'audited', pull: run.repair(question.request, result.reply) });
      }),
    );
  }

  #auditFailed(run: AuditRun, failure: TransportFailure): void {
    const refused = run.refused(failure);
    if (refused === undefined) return this.#dispatch({ kind: 'failed', failure });
    if (refused === 'unsupported') {
      this.#auditUnsupported = true;
      this.#audit = undefined;
    }
    this.#dispatch({ kind: 'audited', pull: false });
  }

  #auditEnded(run: AuditRun): void {
    this.#audit = undefined;
    this.#ports.device.audit.ended({ checked: run.checked, repaired: run.repaired });
    this.#ports.onAudited?.({ checked: run.checked, repaired: run.repaired });
    this.#dispatch({ kind: 'audited', pull: false });
  }

  #resnapshot(reason: SnapshotReason): void {
    this.#audit = undefined;
    this.#ports.device.startSnapshot(reason);
    this.#dispatch({ kind: 'resnapshot' });
  }

  #snapshot(): void {
    const { device, transport } = this.#ports;
    const { clientId, snapshot } = device.position();
    if (!snapshot) device.startSnapshot('first');
    this.#ports.onSnapshot?.('begins');
    this.#request++;
    this.#cancelRequest = transport.snapshot(
      { protocol: this.#protocol, clientId, after: snapshot?.position ?? null },
      this.#current((chunk) => {
        const step = device.snapshotArrived(chunk);
        if (step === 'held') return this.#dispatch({ kind: 'held' });
        if (step === 'realigned') return this.#sendFirst();
        if (step === 'last') this.#ports.onSnapshot?.('ended');
        this.#ports.onState(this.#state);
      }),
      this.#current((result) => this.#snapshotEnded(result)),
    );
  }

  /** The rest of the stream is not read. */
  #sendFirst(): void {
    this.#request++;
    this.#cancelRequest();
    this.#dispatch({ kind: 'realigned' });
  }

  #snapshotEnded(result: TransportResult<null>): void {
    if (result.kind === 'reply' && this.#ports.device.position().cursor)
      return this.#dispatch({ kind: 'snapshotDone' });
    if (result.kind === 'failed' && result.code === 'INVALID_REQUEST') {
      // The position belongs to another history of the server: begin again.
      this.#ports.device.startSnapshot('unknownCursor');
    }
    // A stream that ended before its last chunk was cut off.
    this.#dispatch({ kind: 'failed', failure: result.kind === 'failed' ? result : transportFailure('unreachable') });
  }
}
