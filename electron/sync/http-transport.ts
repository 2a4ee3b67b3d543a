import { gzipSync } from 'node:zlib';
import type { z } from 'zod';
import {
  deviceHeader,
  encodeReport,
  organizationHeader,
  serverHeader,
  type DeviceReport,
} from '../../core/protocol/headers.ts';
import { digestReply, repairReply } from '../../core/protocol/audit.ts';
import { problemReply } from '../../core/protocol/session.ts';
import { pullReply, pushReply, snapshotChunk } from '../../core/protocol/sync.ts';
import { isCertificateError } from './certificate-error.ts';
import { linesOf } from './lines.ts';
import {
  transportFailure,
  type Cancel,
  type SyncTransport,
  type TransportFailure,
  type TransportResult,
} from './transport.ts';

export type HttpTransportOptions = {
  /** Where the server is, without a path. */
  readonly serverUrl: string;
  /** Bearer token of the session. */
  readonly token: string;
  readonly organizationId: string;
  /** The server whose data this is: what another one answers is not taken (SYNC-9). Undefined: whichever answers. */
  readonly serverId?: string;
  /** What the device says of itself at every sync request. */
  readonly report?: () => DeviceReport;
  /** Without an answer for this long a request has failed; a stream, when nothing arrives for this long. Milliseconds. */
  readonly timeoutMs?: number;
};

/** Request bodies from this many characters on are compressed. */
const compressFrom = 1024;
const defaultTimeoutMs = 30_000;

const longestRetryAfterMs = 3_600_000;

/** Without a heartbeat for this long the poke stream counts as dead. The server sends one every 20 seconds. */
const heartbeatTimeoutMs = 50_000;

/**
 * The sync transport over HTTP: JSON, compressed both ways, replies validated.
 * @returns a transport whose requests end in exactly one `done` and never throw
 */
export function httpTransport(options: HttpTransportOptions): SyncTransport {
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  return {
    push: (body, done) => startRequest(done, timeoutMs, (call) => call.json(options, '/v1/sync/push', body, pushReply)),
    pull: (body, done) => startRequest(done, timeoutMs, (call) => call.json(options, '/v1/sync/pull', body, pullReply)),
    digest: (body, done) =>
      startRequest(done, timeoutMs, (call) => call.json(options, '/v1/sync/digest', body, digestReply)),
    repair: (body, done) =>
      startRequest(done, timeoutMs, (call) => call.json(options, '/v1/sync/repair', body, repairReply)),
    snapshot: (body, onChunk, done) =>
      startRequest(done, timeoutMs, async (call) => {
        const response = await call.send(options, '/v1/sync/snapshot', body);
        for await (const line of linesOf(response.body!)) {
          call.alive();
          if (call.cancelled) return null;
          if (line !== '') onChunk(parsed(snapshotChunk, line));
        }
        return null;
      }),
    events: ({ open, poke, closed }) =>
      startRequest(
        (result) => closed(result.kind === 'failed' ? result : transportFailure('unreachable')),
        heartbeatTimeoutMs,
        async (call) => {
          const response = await call.send(options, '/v1/sync/events');
          open();
          for await (const line of linesOf(response.body!)) {
            call.alive();
            if (call.cancelled) return null;
            if (line === 'event: poke') poke();
          }
          return null;
        },
      ),
  };
}

/** A failure as data, thrown only within this file. */
class Failed extends Error {
  readonly failure: TransportFailure;

  constructor(of: TransportFailure, cause?: unknown) {
    super(of.code ?? of.why, { cause });
    this.failure = of;
  }
}

function startRequest<Reply>(
  done: (result: TransportResult<Reply>) => void,
  timeoutMs: number,
  run: (call: Call) => Promise<Reply>,
): Cancel {
  const call = new Call(timeoutMs);
  const finish = (result: TransportResult<Reply>): void => {
    call.finish();
    if (!call.cancelled) done(result);
  };
  run(call).then(
    (reply) => finish({ kind: 'reply', reply }),
    (cause: unknown) => finish(call.failureOf(cause)),
  );
  return () => call.cancel();
}

/** One request: its deadline, which each sign of life renews, and its cancellation. */
class Call {
  cancelled = false;
  readonly #abort = new AbortController();
  readonly #timeoutMs: number;
  #timer: NodeJS.Timeout;
  #timedOut = false;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
    this.#timer = this.#deadline();
  }

  #deadline(): NodeJS.Timeout {
    return setTimeout(() => {
      this.#timedOut = true;
      this.#abort.abort();
    }, this.#timeoutMs);
  }

  alive(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#deadline();
  }

  finish(): void {
    clearTimeout(this.#timer);
  }

  cancel(): void {
    this.cancelled = true;
    this.finish();
    this.#abort.abort();
  }

  async json<S extends z.ZodType>(
    options: HttpTransportOptions,
    path: string,
    body: unknown,
    schema: S,
  ): Promise<z.infer<S>> {
    const response = await this.send(options, path, body);
    return parsed(schema, await response.text());
  }

  async send(options: HttpTransportOptions, path: string, body?: unknown): Promise<Response> {
    const init = requestInit(body);
    const response = await fetch(new URL(path, options.serverUrl), {
      ...init,
      signal: this.#abort.signal,
      headers: { ...init.headers, ...identification(options) },
    });
    const isOurServer = requireOurs(options, response.headers);
    if (!response.ok || !response.body) throw new Failed({ ...(await refusal(response)), isOurServer });
    this.alive();
    return response;
  }

  failureOf(cause: unknown): TransportFailure {
    if (cause instanceof Failed) return cause.failure;
    if (isCertificateError(cause)) return { ...transportFailure('unreachable'), code: 'UNTRUSTED_CERTIFICATE' };
    return transportFailure(this.#timedOut ? 'timeout' : 'unreachable');
  }
}

function identification({ token, organizationId, report }: HttpTransportOptions): Record<string, string> {
  const said: Record<string, string> = report ? { [deviceHeader]: encodeReport(report()) } : {};
  const coding = { 'accept-encoding': 'zstd, gzip' };
  return { authorization: `Bearer ${token}`, 'x-account-id': organizationId, ...coding, ...said };
}

/**
 * @returns whether the reply proves to be of our server; a server of before the header neither proves nor disproves it
 * @throws Failed WRONG_SERVER, WRONG_ORGANIZATION
 */
function requireOurs({ serverId, organizationId }: HttpTransportOptions, headers: Headers): boolean {
  const server = headers.get(serverHeader);
  const organization = headers.get(organizationHeader);
  const stranger = (code: string): Failed => new Failed({ ...transportFailure('refused'), code });
  if (serverId !== undefined && server !== null && server !== serverId) throw stranger('WRONG_SERVER');
  if (organization !== null && organization !== organizationId) throw stranger('WRONG_ORGANIZATION');
  return serverId !== undefined && server === serverId;
}

function requestInit(body: unknown): {
  method: string;
  headers: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
} {
  if (body === undefined) return { method: 'GET', headers: { accept: 'text/event-stream' } };
  const text = JSON.stringify(body);
  const headers = { 'content-type': 'application/json' };
  if (text.length < compressFrom) return { method: 'POST', headers, body: text };
  return { method: 'POST', headers: { ...headers, 'content-encoding': 'gzip' }, body: new Uint8Array(gzipSync(text)) };
}

async function refusal(response: Response): Promise<TransportFailure> {
  const text = await response.text();
  const problem = problemReply.safeParse(safeJson(text)).data;
  return {
    kind: 'failed',
    why: 'refused',
    status: response.status,
    code: problem?.code ?? null,
    details: problem?.details ?? {},
    retryAfterMs: retryAfterMs(response.headers),
  };
}

/**
 * Reads Retry-After (RFC 9110, 10.2.3): seconds, or a date, which counts from the server's own.
 * @returns milliseconds, an hour at most: what is behind may have been mended long before; null without one
 */
function retryAfterMs(headers: Headers): number | null {
  const text = headers.get('retry-after') ?? '';
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - dateOf(headers)) / 1000;
  return seconds > 0 ? Math.min(seconds * 1000, longestRetryAfterMs) : null;
}

function dateOf(headers: Headers): number {
  return Date.parse(headers.get('date') ?? '') || Date.now();
}

/** A proxy's error page is no JSON; then the status alone speaks. */
function safeJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function parsed<S extends z.ZodType>(schema: S, text: string): z.infer<S> {
  const value = safeJson(text);
  const result = schema.safeParse(value);
  if (!result.success) throw new Failed(transportFailure('malformed'), result.error);
  return result.data;
}
