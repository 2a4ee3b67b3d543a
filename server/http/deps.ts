import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Logger } from 'pino';
import type { Role } from '../../core/kernel/mutator.ts';
import type { RequestInfo } from '../access/audit-log.ts';
import type { ExpectedRow } from '../requests/expected-row.ts';
import type { KeyedRequest } from '../requests/keyed-requests.ts';
import type { Directory, DirectorySession } from '../auth/directory.ts';
import type { SignInLimiter } from '../auth/sign-in-limiter.ts';
import type { ServerFiles } from '../files/open-files.ts';
import type { PokeHub } from '../events/poke-hub.ts';
import type { RateLimit, RateLimiter } from './rate-limiter.ts';
import type { OrganizationStore, OrganizationStores } from '../store/organization-store.ts';

/** How long things may take. Milliseconds. */
export type AppLimits = {
  /** A request whose reply has not begun after this is given up. */
  readonly requestMs: number;
  /** How often a quiet event stream says that it lives, and looks whether its session does. */
  readonly heartbeatMs: number;
};

/** What one API key may send to one server process. */
/** Above what a device that brings a day of work needs. */
export const personRate: RateLimit = { perSecond: 100, burst: 6000 };
export const apiKeyRate: RateLimit = { perSecond: 20, burst: 200 };

export const usualLimits: AppLimits = { requestMs: 30_000, heartbeatMs: 20_000 };

/** What the app works with. */
export type AppDeps = {
  readonly directory: Directory;
  readonly stores: OrganizationStores;
  readonly pokes: PokeHub;
  readonly files: ServerFiles;
  readonly limiter: SignInLimiter;
  /** Of requests with an API key. */
  readonly rates: RateLimiter;
  /** The same for people, all their devices together. */
  readonly personRates: RateLimiter;
  readonly log: Logger;
  /** Whether the last entry of X-Forwarded-For is the caller's address. */
  readonly trustProxy: boolean;
  /** Aborted when the server begins to stop: event streams end, readiness turns false. */
  readonly stopping: AbortSignal;
  readonly limits: AppLimits;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

/** The authenticated caller in the organization they chose. */
export type Caller = {
  /** Undefined where the caller came with an API key. */
  readonly session: DirectorySession | undefined;
  readonly apiKey: { readonly id: string; readonly name: string } | undefined;
  /** The person, or whom the key acts for, in the role that they act in. */
  readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly role: Role };
  /** What the caller may do (core/domain/access/permissions.ts). */
  readonly permissions: readonly string[];
  readonly organization: {
    /** Id in the directory; within the organization's own tables it has a fixed one. */
    readonly id: string;
    readonly name: string;
    readonly timeZone: string;
    readonly currency: string;
  };
  readonly store: OrganizationStore;
  /** The request, as the audit log keeps it. */
  readonly request: RequestInfo;
  /** The request that it is, where its caller gave it a key. */
  readonly keyed?: KeyedRequest;
  /** What the caller has seen of the row that the request is about. */
  readonly expected?: ExpectedRow;
};

export type AppEnv = {
  Bindings: Partial<HttpBindings>;
  Variables: { requestId: string; log: Logger; caller: Caller };
};

export type AppContext = Context<AppEnv>;

/** @returns the IP address of the caller; of the nearest proxy unless the server was told to trust it */
export function clientAddress(c: AppContext, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return forwarded || (c.env?.incoming?.socket.remoteAddress ?? 'unknown');
}
