import { Hono } from 'hono';
import { endpoint } from '../http/endpoint.ts';
import { text } from '../openapi/json-schema.ts';
import { replies } from '../openapi/replies.ts';
import { decodeReport, deviceHeader } from '../../core/protocol/headers.ts';
import { digestRequest, repairRequest } from '../../core/protocol/audit.ts';
import { maxPushBytes, protocolVersion, pullRequest, pushRequest, snapshotRequest } from '../../core/protocol/sync.ts';
import { authenticate } from '../http/authenticate.ts';
import { personsOnly, requireSession } from '../http/caller.ts';
import { Contacts } from '../http/contacts.ts';
import type { AppContext, AppDeps, AppEnv } from '../http/deps.ts';
import { HttpProblem } from '../http/problem.ts';
import { newStamp } from './doors.ts';
import { pushResultFor } from '../sync/older-devices.ts';
import type { SnapshotResult } from '../sync/snapshot.ts';

/** Room for the names around the mutations, which `maxPushBytes` does not count. */
const pushLimitBytes = maxPushBytes + 64 * 1024;
const smallLimitBytes = 64 * 1024;
/** An id, a version and a hash for each row of a range. */
const repairLimitBytes = 256 * 1024;

/** Push, pull, snapshot and audit: parse, hand to the organization's store, map problems. */
export function syncRoutes(deps: AppDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const noteContact = contactNoter(deps);
  routes.use('/*', authenticate(deps), personsOnly);
  const push = { ...about('push', 'Send mutations, exactly once', pushLimitBytes), reply: replies() };
  routes.post(
    '/push',
    endpoint({ ...push, body: pushRequest }, async (c, { body: request }) => {
      checkProtocol(request);
      const { store, user } = c.var.caller;
      // Whoever carries another device's work is not that device, and is not revoked with it.
      await noteContact(request.carriedBy ?? request.clientId, c);
      const { request: via } = c.var.caller;
      const input = { userId: user.id, request, via, now: deps.now(), stamp: newStamp() };
      const result = await store.execute('sync.push', input);
      const { reply, bugs } = unlessProblem(pushResultFor(request.protocol, result));
      for (const bug of bugs) c.var.log.error({ clientId: request.clientId, bug }, 'a mutator failed');
      return c.json(reply);
    }),
  );
  const pull = { ...about('pull', 'What changed since a cursor', smallLimitBytes), reply: replies() };
  routes.post(
    '/pull',
    endpoint({ ...pull, body: pullRequest }, async (c, { body: request }) => {
      checkProtocol(request);
      const { store, user } = c.var.caller;
      await noteContact(request.clientId, c);
      const result = await store.execute('sync.pull', { userId: user.id, request, now: deps.now() });
      return c.json(unlessProblem(result).reply);
    }),
  );
  const digest = { ...about('digest', 'Compare ranges of rows by their digest', smallLimitBytes), reply: replies() };
  routes.post(
    '/digest',
    endpoint({ ...digest, body: digestRequest }, async (c, { body: request }) => {
      checkProtocol(request);
      const { store, user } = c.var.caller;
      return c.json(unlessProblem(await store.execute('sync.digest', { userId: user.id, request })).reply);
    }),
  );
  const repair = { ...about('repair', 'Rows of a range that differ', repairLimitBytes), reply: replies() };
  routes.post(
    '/repair',
    endpoint({ ...repair, body: repairRequest }, async (c, { body: request }) => {
      checkProtocol(request);
      const { store, user } = c.var.caller;
      return c.json(unlessProblem(await store.execute('sync.repair', { userId: user.id, request })).reply);
    }),
  );
  const snapshot = {
    ...about('snapshot', 'Everything the caller may see, in chunks', smallLimitBytes),
    reply: { schema: text, mediaType: 'application/x-ndjson' },
  };
  routes.post(
    '/snapshot',
    endpoint({ ...snapshot, body: snapshotRequest }, async (c, { body: request }) => {
      checkProtocol(request);
      const { store, user } = c.var.caller;
      await noteContact(request.clientId, c);
      const chunkAfter = (after: string | null) =>
        store.execute('sync.snapshot', { userId: user.id, request: { ...request, after } });
      // The first chunk is read before the reply begins, so that a refusal has a status of its own.
      const first = await chunkAfter(request.after);
      unlessProblem(first);
      const body = snapshotStream(first, chunkAfter, (cause) =>
        c.var.log.error({ err: cause }, 'a snapshot broke off'),
      );
      return c.body(body, 200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
    }),
  );
  return routes;
}

/**
 * Notes now and then that a device was here, in a transaction of its own that takes no version; the first time before it gets
 * anything, so that no session is unknown when its device is revoked (SYNC-11).
 */
function contactNoter({ now }: AppDeps): (clientId: string, c: AppContext) => Promise<void> {
  const contacts = new Contacts();
  return async (clientId, c) => {
    const { store, user, organization } = c.var.caller;
    const session = requireSession(c.var.caller);
    const report = decodeReport(c.req.header(deviceHeader));
    const device = [organization.id, clientId, session.id];
    if (!contacts.isDue(device, report, now())) return;
    const input = { userId: user.id, sessionId: session.id, clientId, report, now: now() };
    try {
      unlessProblem(await store.execute('devices.contact', input));
    } catch (cause) {
      contacts.forget(device);
      throw cause;
    }
  };
}

/** What the document says of a request of the protocol. */
function about(name: string, summary: string, limitBytes: number) {
  const problems = [
    'INVALID_REQUEST',
    'PROTOCOL_TOO_OLD',
    'WRONG_CLIENT',
    'SEQ_GAP',
    'UNKNOWN_CURSOR',
    'FORK',
    'SESSION_REQUIRED',
  ] as const;
  const id = `sync${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return {
    id,
    tag: 'sync',
    summary,
    bodyOptions: { limitBytes, invalid: 'INVALID_REQUEST' },
    problems,
    repeatable: true,
  } as const;
}

/** @throws HttpProblem for a protocol that this server does not know yet */
function checkProtocol({ protocol }: { readonly protocol: number }): void {
  if (protocol > protocolVersion) {
    throw new HttpProblem('PROTOCOL_TOO_OLD', { details: { protocol: protocolVersion } });
  }
}

type SyncResult = { readonly kind: string };
type Problem = Extract<SnapshotResult, { kind: 'problem' }>;

function unlessProblem<R extends SyncResult>(result: R): Exclude<R, Problem> {
  if (result.kind !== 'problem') return result as Exclude<R, Problem>;
  const { code, details } = result as unknown as Problem;
  throw new HttpProblem(code, { details });
}

/**
 * One line a chunk. At most one is read ahead of what the caller has taken, and none after they have gone. A stream that breaks
 * off is continued by the device from the last position it applied.
 */
function snapshotStream(
  first: SnapshotResult,
  chunkAfter: (after: string) => Promise<SnapshotResult>,
  onBroken: (cause: unknown) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  // The next chunk is read while the caller takes this one.
  let coming: Promise<SnapshotResult> = Promise.resolve(first);
  let gone = false;
  return new ReadableStream<Uint8Array>(
    {
      cancel() {
        gone = true;
      },
      async pull(controller) {
        try {
          const { line, next } = unlessProblem(await coming);
          if (gone) return;
          if (next !== null) coming = chunkAfter(next);
          // Whoever takes it next hears of a failure; nobody may have to.
          coming.catch(() => {});
          controller.enqueue(encoder.encode(`${line}\n`));
          if (next === null) controller.close();
        } catch (cause) {
          onBroken(cause);
          controller.error(cause);
        }
      },
    },
    { highWaterMark: 1 },
  );
}
