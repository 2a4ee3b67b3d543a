import type { DigestReply, DigestRequest, RepairReply, RepairRequest } from '../../core/protocol/audit.ts';
import type {
  PullReply,
  PullRequest,
  PushReply,
  PushRequest,
  SnapshotChunk,
  SnapshotRequest,
} from '../../core/protocol/sync.ts';

/** Stops something that was started; calling it twice does nothing. */
export type Cancel = () => void;

/** Why a request brought no reply. Only `electron/sync` makes and handles these; nothing of it is a person's fault. */
export type TransportFailure = {
  readonly kind: 'failed';
  /**
   * unreachable: no connection, or it died (code UNTRUSTED_CERTIFICATE: it was not made); timeout: no answer in time; refused: the server answered with a problem;
   * malformed: the answer could not be understood.
   */
  readonly why: 'unreachable' | 'timeout' | 'refused' | 'malformed';
  /** HTTP status, when there was one. */
  readonly status: number | null;
  /** The problem's code (SEQ_GAP, FORK, REVOKED, UNAUTHENTICATED …), when there was one. */
  readonly code: string | null;
  /** The problem's details, e.g. `expected` of SEQ_GAP. */
  readonly details: Readonly<Record<string, unknown>>;
  /** Milliseconds the server asked to wait. */
  readonly retryAfterMs: number | null;
  /** The answer proved to be of the server this database is bound to (SYNC-9). */
  readonly isOurServer?: boolean;
};

/** A failure of which nothing more is known than why. */
export function transportFailure(why: TransportFailure['why']): TransportFailure {
  return { kind: 'failed', why, status: null, code: null, details: {}, retryAfterMs: null };
}

/** Whether the server says that the person does not belong to the organization any more. */
export function isOutsideOrganization({ status, details }: TransportFailure): boolean {
  return status === 404 && details['header'] === 'x-account-id';
}

/** Whether our own server, and no other in its place, says that this device must not have its data any more (SYNC-11). */
export function isRevocation({ code, isOurServer }: TransportFailure): boolean {
  return isOurServer === true && (code === 'REVOKED' || code === 'USER_INACTIVE');
}

export type TransportResult<Reply> = { readonly kind: 'reply'; readonly reply: Reply } | TransportFailure;

/**
 * The way to the server, as a port: real devices speak HTTP, the simulator loses, repeats, delays and truncates.
 * Each call ends in exactly one `done`, unless it is cancelled first; it never throws. Replies are validated.
 */
export interface SyncTransport {
  push(request: PushRequest, done: (result: TransportResult<PushReply>) => void): Cancel;
  pull(request: PullRequest, done: (result: TransportResult<PullReply>) => void): Cancel;
  digest(request: DigestRequest, done: (result: TransportResult<DigestReply>) => void): Cancel;
  repair(request: RepairRequest, done: (result: TransportResult<RepairReply>) => void): Cancel;
  /** Chunks arrive in order; after `done` with a reply the last chunk has been delivered. */
  snapshot(
    request: SnapshotRequest,
    onChunk: (chunk: SnapshotChunk) => void,
    done: (result: TransportResult<null>) => void,
  ): Cancel;
  /** Listens for pokes until cancelled or closed. `onOpen` once the stream is established. */
  events(on: {
    readonly open: () => void;
    readonly poke: () => void;
    readonly closed: (failure: TransportFailure) => void;
  }): Cancel;
}

/** Timers as a port, so that a weekend passes in a second. */
export interface Timers {
  /** @param delayMs milliseconds */
  after(delayMs: number, run: () => void): Cancel;
}
