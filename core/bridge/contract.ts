import { z } from 'zod';
import type { DomainErrorData } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import type { Role } from '../kernel/mutator.ts';
import type { DeviceItem } from '../protocol/devices.ts';
import { fileParams, type FileResults, type FileStates } from './files.ts';
import { syncCentreParams, type SyncCentreResults } from './sync-centre.ts';

/**
 * The one contract between the renderer and the data worker. The Electron preload and the browser host carry these messages
 * unchanged; the worker validates every request, because a renderer is not trusted.
 */

/** What the signed-in person and their organization look like to the screens. */
export type SessionState =
  | {
      readonly kind: 'signedOut';
      readonly serverUrl: string | null;
      readonly email: string | null;
      /** What was here was wiped because the device was revoked; null once somebody has signed in. */
      readonly wiped: WipeNotice | null;
    }
  /** Too long without contact (SYNC-11): nothing is shown, nothing is lost, signing in opens it. */
  | {
      readonly kind: 'locked';
      readonly name: string;
      readonly email: string;
      readonly organizationName: string;
      readonly serverUrl: string;
      readonly leaseDays: number;
      /** Changes that wait here and are sent after signing in. */
      readonly pending: number;
      /** Epoch milliseconds, or null. */
      readonly lastSyncedAt: number | null;
    }
  | {
      readonly kind: 'signedIn';
      /** `sample`: the generated company, on this device only. */
      readonly mode: 'synced' | 'sample';
      readonly userId: string;
      readonly name: string;
      readonly email: string;
      readonly role: Role;
      /** What the person may do, where it is not what their role may do by default. */
      readonly permissions: readonly string[] | undefined;
      readonly organizationName: string;
      readonly timeZone: string;
      readonly currency: string;
      readonly serverUrl: string | null;
      /** Databases that other sign-ins left here with changes in them. */
      readonly leftBehind: readonly LeftBehind[];
    };

/** A database of another person, organization or server in this profile, whose changes have not been sent (SYNC-9). */
export type LeftBehind = {
  readonly name: string;
  readonly email: string;
  readonly organizationName: string;
  readonly serverUrl: string;
  readonly pending: number;
};

/** What a person learns of a wipe (SYNC-11). */
export type WipeNotice = {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly organizationName: string;
  /** Changes that had not reached the server and are gone. */
  readonly lost: number;
};

/** Everything the permanent status bar says. */
export type SyncStatus = {
  /** `attention`: sync stopped and a person must act; `signIn`: the session ended, work goes on locally. */
  readonly connection: 'online' | 'offline' | 'syncing' | 'signIn' | 'attention' | 'local';
  /** Mutations the server has not applied yet. */
  readonly pending: number;
  /** Those of them that exist on this device only: the server has not even got them. */
  readonly unsent: number;
  /** Mutations that were refused and wait for a decision. */
  readonly rejected: number;
  /** Concurrent edits that wait for a decision. */
  readonly conflicts: number;
  /** Epoch milliseconds of the last complete pull, or null. */
  readonly lastSyncedAt: number | null;
  /** When everything was compared with the server last, epoch milliseconds by this machine's clock, and what was put right. */
  readonly lastAudit: { readonly at: number; readonly checked: number; readonly repaired: number } | null;
  /** During a first sync or a long push: rows or mutations done, and of how many (0: not known yet). */
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Days until the device locks for want of contact, once it is time to say so; else null (SYNC-11). */
  readonly locksInDays: number | null;
  /** Why it is not online, in the terms of core/bridge: shown with what is safe and what to do. */
  readonly problem: SyncProblem | null;
};

export type SyncProblem = {
  readonly code:
    | 'UNREACHABLE'
    /** What answers at the server's address cannot prove to be the server: nothing is sent to it. */
    | 'UNTRUSTED_CERTIFICATE'
    | 'SERVER_ERROR'
    | 'SESSION_EXPIRED'
    | 'REVOKED'
    /** Too long without contact: the device is locked until the person signs in. */
    | 'LEASE_EXPIRED'
    | 'WRONG_SERVER'
    | 'WRONG_ORGANIZATION'
    /** The server wants to remove a large part of what is here (SYNC-9); `sync.heldRemoval` says what. */
    | 'REMOVAL_HELD'
    | 'PROTOCOL_TOO_OLD'
    | 'SEQ_GAP'
    | 'STORE_FAILED';
  readonly message: string;
};

/** A removal that the server asks for and that waits for a person (SYNC-9). */
export type HeldRemoval = {
  /** Rows that would go, by table, the most first; empty while only the sum is known. */
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  readonly removed: number;
  /** Confirmed rows on this device. */
  readonly held: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** keep: the person has decided to keep the rows; the device does not speak to the server until they ask it to. */
  readonly decision: 'ask' | 'keep';
};

export type BridgeError =
  | { readonly kind: 'domain'; readonly error: DomainErrorData }
  /** Could not be done for a reason outside the person's data: server unreachable, wrong password, profile in use. */
  | { readonly kind: 'failed'; readonly code: BridgeFailureCode; readonly message: string }
  /** A bug: logged with its cause, rolled back. */
  | { readonly kind: 'bug'; readonly message: string };

export const bridgeFailureCodes = [
  'INVALID_REQUEST',
  'SIGNED_OUT',
  'LOCKED',
  'UNREACHABLE',
  'UNTRUSTED_CERTIFICATE',
  'WRONG_CREDENTIALS',
  'NO_ORGANIZATION',
  'PENDING_WORK',
  'PROFILE_IN_USE',
  'STORE_CORRUPT',
  'DISK_FULL',
  'STORE_READ_ONLY',
  'CHOSEN_FILE_UNREADABLE',
  'FILE_UNREADABLE',
  'FILE_DAMAGED',
  'FILE_TOO_LARGE',
  'FILE_TOO_NEW',
  'FILE_FOREIGN',
] as const;
export type BridgeFailureCode = (typeof bridgeFailureCodes)[number];

export type BridgeReply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: BridgeError };

/** Parameters of every method, as the worker checks them. */
export const methodParams = {
  'session.get': z.strictObject({}),
  'session.signIn': z.strictObject({
    serverUrl: z.url({ protocol: /^https?$/ }).max(2048),
    email: z.email().max(255),
    password: z.string().min(1).max(1024),
  }),
  /** Refused with PENDING_WORK while the outbox holds something, unless told to discard it. */
  'session.signOut': z.strictObject({ discardPending: z.boolean().default(false) }),
  'session.trySample': z.strictObject({}),
  /** `action` names what the person did, for mutations that are undone as one. */
  mutate: z.strictObject({ name: z.string().max(100), args: z.unknown(), action: z.string().max(64).optional() }),
  query: z.strictObject({ name: z.string().max(100), params: z.unknown() }),
  subscribe: z.strictObject({ id: z.string().max(64), name: z.string().max(100), params: z.unknown() }),
  unsubscribe: z.strictObject({ id: z.string().max(64) }),
  'sync.status': z.strictObject({}),
  /** Tries at once: the person pressed the button, the window got the focus, the network came back. */
  'sync.now': z.strictObject({ reason: z.enum(['person', 'focus', 'network', 'wake']) }),
  /** The devices the person may see, from the server: needs the network. */
  'devices.list': z.strictObject({}),
  /** Takes a device's access away; it wipes itself at its next contact. */
  'devices.revoke': z.strictObject({ id: z.string().refine(isUuid) }),
  'sync.heldRemoval': z.strictObject({}),
  /** apply: remove it; keep: keep the rows and stay offline; askAgain: somebody has looked, ask the server once more. */
  'sync.decideRemoval': z.strictObject({ choice: z.enum(['apply', 'keep', 'askAgain']) }),
  ...syncCentreParams,
  ...fileParams,
} as const;

export type MethodName = keyof typeof methodParams;
export type MethodParams<M extends MethodName> = z.input<(typeof methodParams)[M]>;

/** Results of every method. */
export type MethodResults = SyncCentreResults &
  FileResults & {
    'session.get': SessionState;
    'session.signIn': SessionState;
    'session.signOut': SessionState;
    'session.trySample': SessionState;
    /** The action is on disk. `seq` identifies it in the outbox. */
    mutate: { readonly seq: number };
    query: unknown;
    /** The first answer; later ones arrive as `query` events with the same id. */
    subscribe: unknown;
    unsubscribe: null;
    'sync.status': SyncStatus;
    'sync.now': null;
    'devices.list': readonly DeviceItem[];
    'devices.revoke': readonly string[];
    'sync.heldRemoval': HeldRemoval | null;
    'sync.decideRemoval': null;
  };

export type BridgeRequest = { readonly id: number; readonly method: string; readonly params: unknown };
export type BridgeResponse = { readonly id: number; readonly reply: BridgeReply<unknown> };

/** What the worker says by itself. */
export type BridgeEvent =
  | { readonly type: 'session'; readonly session: SessionState }
  | { readonly type: 'status'; readonly status: SyncStatus }
  /** Where contents are: those that changed. */
  | { readonly type: 'files'; readonly states: FileStates }
  | {
      readonly type: 'query';
      /** The subscription. */
      readonly id: string;
      readonly result: unknown;
      /** Rows that changed since the last answer, by table. */
      readonly changed: ChangedRows;
    };

/** Ids of changed rows by table; `all` after a first sync or when too many changed to name. */
export type ChangedRows = { readonly [table: string]: readonly string[] | 'all' };

export type WorkerMessage = BridgeResponse | BridgeEvent;
