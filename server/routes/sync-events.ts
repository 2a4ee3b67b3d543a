import { setTimeout as delay } from 'node:timers/promises';
import { Hono } from 'hono';
import { endpoint, type EndpointSpec } from '../http/endpoint.ts';
import { text } from '../openapi/json-schema.ts';
import { streamSSE } from 'hono/streaming';
import type { SSEStreamingApi } from 'hono/streaming';
import { authenticate, callerIn } from '../http/authenticate.ts';
import { requireSession } from '../http/caller.ts';
import type { AppDeps, AppEnv, Caller } from '../http/deps.ts';
import { HttpProblem } from '../http/problem.ts';

const eventsSpec: EndpointSpec<Record<never, never>, undefined> = {
  id: 'syncEvents',
  tag: 'sync',
  summary: 'Server-sent events: `hello` with the version, then a `poke` after commits',
  reply: { schema: text, mediaType: 'text/event-stream' },
  problems: ['SESSION_REQUIRED'],
};

/**
 * `GET /v1/sync/events`: `hello` with the current version, then `poke` after commits of the organization, and a comment as
 * heartbeat. It ends with the session, at sign-out, with the device's revocation and when the server stops; the device then connects again.
 */
export function syncEventsRoute(deps: AppDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.get(
    '/events',
    authenticate(deps),
    endpoint(eventsSpec, async (c) => {
      if (deps.stopping.aborted) throw new HttpProblem('STOPPING');
      const { caller, log } = c.var;
      requireSession(caller);
      return streamSSE(
        c,
        (stream) => sendPokes(stream, deps, caller),
        async (cause) => log.error({ err: cause }, 'an event stream broke off'),
      );
    }),
  );
  return routes;
}

async function sendPokes(stream: SSEStreamingApi, deps: AppDeps, caller: Caller): Promise<void> {
  const signal = new Signal();
  stream.onAbort(() => signal.end());
  const unsubscribe = deps.pokes.subscribe(caller.organization.id, caller.store, requireSession(caller).token, {
    poke: (version) => signal.raise(version),
    check: () => signal.check(),
    end: () => signal.end(),
  });
  try {
    // Subscribed first: a commit between the two is a poke, not a gap.
    const { version } = await caller.store.execute('sync.version', {});
    await stream.writeSSE({ event: 'hello', data: JSON.stringify({ version }) });
    while (!signal.ended) {
      const reached = await signal.next(deps.limits.heartbeatMs);
      if (reached !== undefined) await stream.writeSSE({ event: 'poke', data: JSON.stringify({ version: reached }) });
      else if (!signal.ended) await heartbeat(stream, deps, caller, signal);
    }
  } finally {
    unsubscribe();
  }
}

async function heartbeat(stream: SSEStreamingApi, deps: AppDeps, caller: Caller, signal: Signal): Promise<void> {
  if (await isStillAllowed(deps, caller)) await stream.write(': heartbeat\n\n');
  else signal.end();
}

async function isStillAllowed(deps: AppDeps, caller: Caller): Promise<boolean> {
  const session = await deps.directory.session(requireSession(caller).token);
  if (!session) return false;
  try {
    await callerIn(deps, session, caller.organization.id);
    return true;
  } catch (cause) {
    if (cause instanceof HttpProblem) return false;
    throw cause;
  }
}

/** Carries the newest version from the hub to the stream; versions that the stream was too slow for are skipped. */
class Signal {
  ended = false;
  private checking = false;
  private version: number | undefined;
  private wake = new AbortController();

  raise(version: number): void {
    this.version = version;
    this.wake.abort();
  }

  /** Whether the session is still allowed is looked at now, before anything else is told. */
  check(): void {
    this.checking = true;
    this.wake.abort();
  }

  end(): void {
    this.ended = true;
    this.wake.abort();
  }

  /** @returns the version that was reached; undefined after `waitMs` without one, when the session has to be looked at, or the stream to end */
  async next(waitMs: number): Promise<number | undefined> {
    if (this.version === undefined && !this.checking && !this.ended) {
      await delay(waitMs, undefined, { signal: this.wake.signal }).catch(ignoreAbort);
    }
    this.wake = new AbortController();
    if (this.checking) {
      this.checking = false;
      return undefined;
    }
    const { version } = this;
    this.version = undefined;
    return this.ended ? undefined : version;
  }
}

function ignoreAbort(cause: unknown): void {
  if (!(cause instanceof Error) || cause.name !== 'AbortError') throw cause;
}
