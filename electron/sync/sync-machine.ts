import type { DeviceWork } from '../data/device-status.ts';
import { isOutsideOrganization, type TransportFailure } from './transport.ts';

/**
 * When a device talks to its server: a pure machine. It knows neither rows nor requests, only that there is work and how the
 * last attempt went; `SyncEngine` carries out its effects and reports back as events.
 */
export type SyncState = {
  /**
   * idle: nothing to do until something happens; the working phases have one request under way (auditing goes on between other requests); waiting: backing off;
   * signIn: the session ended; halted: a person must act (revoked, wrong organization, too old).
   */
  readonly phase:
    'stopped' | 'idle' | 'pushing' | 'pulling' | 'snapshot' | 'auditing' | 'waiting' | 'signIn' | 'halted';
  /** Failures in a row; decides the backoff. */
  readonly failures: number;
  /** Something asked for a pull while a request was under way. */
  readonly again: boolean;
  /** Whether the last contact succeeded. */
  readonly reachable: boolean;
  readonly problem: { readonly code: string; readonly message: string } | null;
};

/** What there is to do on the device. */
export type SyncWork = DeviceWork;

export type SyncEvent =
  /** A person, the focus, the network, waking up, a new session: try at once, forget the backoff. */
  | { readonly kind: 'woken' }
  /** A mutation was made here. */
  | { readonly kind: 'mutated' }
  /** The server says that something changed, or the periodic pull is due. */
  | { readonly kind: 'poked' }
  | { readonly kind: 'timer' }
  | { readonly kind: 'pushed' | 'pulled' | 'snapshotDone' | 'resnapshot' | 'realigned' }
  /** A question of an audit was answered. `pull`: before the next one the device must know what the server knows. */
  | { readonly kind: 'audited'; readonly pull: boolean }
  | { readonly kind: 'failed'; readonly failure: TransportFailure }
  /** The answer would remove so much that the person has to decide first (SYNC-9). */
  | { readonly kind: 'held' }
  /** This device's own disk refused: full, read-only, damaged. */
  | { readonly kind: 'storeFailed'; readonly message: string }
  | { readonly kind: 'stopped' };

export type SyncEffect =
  | { readonly kind: 'push' | 'pull' | 'snapshot' | 'audit' | 'cancelTimer' | 'cancelRequest' }
  | { readonly kind: 'setTimer'; readonly delayMs: number };

export const initialSyncState: SyncState = {
  phase: 'stopped',
  failures: 0,
  again: false,
  reachable: false,
  problem: null,
};

/** Between two pulls that nobody asked for. */
export const periodicPullMs = 5 * 60_000;
const firstBackoffMs = 1000;
const longestBackoffMs = 5 * 60_000;

type Step = { readonly state: SyncState; readonly effects: readonly SyncEffect[] };

/**
 * @param work what the device has to do, read at the time of the event
 * @param random 0 ≤ random < 1, spreads the backoff of many devices
 * @returns the next state and what to do now
 */
export function syncStep(state: SyncState, event: SyncEvent, work: SyncWork, random: number): Step {
  switch (event.kind) {
    case 'stopped':
      return {
        state: { ...state, phase: 'stopped', again: false },
        effects: [{ kind: 'cancelRequest' }, { kind: 'cancelTimer' }],
      };
    case 'woken':
      return wake(state, work);
    case 'mutated':
    case 'poked':
      if (isBusy(state)) return { state: { ...state, again: true }, effects: [] };
      return state.phase === 'idle' ? begin(state, work, event.kind === 'poked') : { state, effects: [] };
    case 'timer':
      return state.phase === 'waiting' || state.phase === 'idle' ? begin(state, work, true) : { state, effects: [] };
    case 'pushed':
      // What was pushed is confirmed by the pull that covers it; a long outbox goes on first.
      return begin(succeeded(state), work, true);
    case 'realigned':
      return realigned(state, work, random);
    case 'pulled':
    case 'snapshotDone':
      return rest(succeeded(state), work, event.kind === 'snapshotDone');
    case 'audited':
      return rest(succeeded(state), work, event.pull);
    case 'resnapshot':
      return {
        state: { ...succeeded(state), phase: 'snapshot' },
        effects: [{ kind: 'cancelTimer' }, { kind: 'snapshot' }],
      };
    case 'failed':
      return failed(state, event.failure, random);
    case 'held':
      return heldBack(state);
    case 'storeFailed':
      return halt(state, 'STORE_FAILED', event.message);
  }
}

/** @returns whether a request is under way */
export function isBusy(state: SyncState): boolean {
  return Object.hasOwn(requestOf, state.phase);
}

function wake(state: SyncState, work: SyncWork): Step {
  if (isBusy(state)) return { state: { ...state, again: true, failures: 0 }, effects: [] };
  return begin({ ...state, failures: 0, problem: null }, work, true);
}

function succeeded(state: SyncState): SyncState {
  return { ...state, failures: 0, reachable: true, problem: null };
}

function begin(state: SyncState, work: SyncWork, pull: boolean): Step {
  if (work.keptApart) return heldBack(state);
  if (work.needsSnapshot) return working(state, 'snapshot');
  if (work.unsent) return working(state, 'pushing');
  if (pull) return working(state, 'pulling');
  return work.auditDue ? working(state, 'auditing') : { state, effects: [] };
}

const requestOf = { pushing: 'push', pulling: 'pull', snapshot: 'snapshot', auditing: 'audit' } as const;

function working(state: SyncState, phase: keyof typeof requestOf): Step {
  // Whatever asked before a pull began is answered by it.
  const again = phase === 'pulling' ? false : state.again;
  return { state: { ...state, phase, again }, effects: [{ kind: 'cancelTimer' }, { kind: requestOf[phase] }] };
}

function rest(state: SyncState, work: SyncWork, pull: boolean): Step {
  if (work.unsent || state.again || pull) return begin(state, work, true);
  if (work.auditDue) return working(state, 'auditing');
  return { state: { ...state, phase: 'idle' }, effects: [{ kind: 'setTimer', delayMs: periodicPullMs }] };
}

/** Refusals that asking again does not mend. */
const needsPerson = new Set([
  'REVOKED',
  'USER_INACTIVE',
  'NO_ORGANIZATION',
  'PROTOCOL_TOO_OLD',
  'WRONG_CLIENT',
  'WRONG_SERVER',
  'WRONG_ORGANIZATION',
]);

function failed(state: SyncState, failure: TransportFailure, random: number): Step {
  if (failure.status === 401) {
    const problem = { code: 'SESSION_EXPIRED', message: failure.code ?? '' };
    return { state: { ...state, phase: 'signIn', reachable: true, problem }, effects: [{ kind: 'cancelTimer' }] };
  }
  if (isOutsideOrganization(failure)) {
    return halt({ ...state, reachable: true }, 'WRONG_ORGANIZATION', failure.code ?? '');
  }
  if (failure.code !== null && needsPerson.has(failure.code)) {
    return halt({ ...state, reachable: true }, failure.code, failure.code);
  }
  // Behind what the server asks for, so that those it turned away together do not come back together.
  const delayMs = (failure.retryAfterMs ?? 0) + backoffMs(state.failures, random);
  const reachable = failure.why === 'refused' || failure.why === 'malformed';
  const problem = {
    code: reachable ? 'SERVER_ERROR' : (failure.code ?? 'UNREACHABLE'),
    message: failure.code ?? failure.why,
  };
  return {
    state: { ...state, phase: 'waiting', failures: state.failures + 1, again: false, reachable, problem },
    effects: [{ kind: 'setTimer', delayMs }],
  };
}

/** Once or twice is a restored backup; a server that keeps disagreeing about the order must not be asked without a pause. */
function realigned(state: SyncState, work: SyncWork, random: number): Step {
  const counted = { ...state, failures: state.failures + 1, reachable: true };
  if (state.failures < 2) return begin(counted, work, true);
  const problem = { code: 'SEQ_GAP', message: 'SEQ_GAP' };
  return {
    state: { ...counted, phase: 'waiting', problem },
    effects: [{ kind: 'setTimer', delayMs: backoffMs(state.failures, random) }],
  };
}

function heldBack(state: SyncState): Step {
  const { state: halted, effects } = halt(state, 'REMOVAL_HELD', 'REMOVAL_HELD');
  return { state: halted, effects: [{ kind: 'cancelRequest' }, ...effects] };
}

function halt(state: SyncState, code: string, message: string): Step {
  return { state: { ...state, phase: 'halted', problem: { code, message } }, effects: [{ kind: 'cancelTimer' }] };
}

/**
 * Exponential backoff with full jitter (Brooker, "Exponential Backoff and Jitter", AWS 2015), never under half a second.
 * @param failures in a row before this one
 */
export function backoffMs(failures: number, random: number): number {
  const ceiling = Math.min(longestBackoffMs, firstBackoffMs * 2 ** Math.min(failures, 20));
  return Math.round(500 + random * ceiling);
}
