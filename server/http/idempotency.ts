// `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): a POST that is sent again is done once.
import { setTimeout as delay } from 'node:timers/promises';
import { contentHash } from '../../core/kernel/canonical-json.ts';
import { derivedUuid } from '../../core/kernel/ids.ts';
import type { KeptReply } from '../requests/keyed-requests.ts';
import type { AppContext, Caller } from './deps.ts';
import { HttpProblem, problemResponse, statusOf } from './problem.ts';

/** How long a request waits for the same one that came before it. Milliseconds. */
const waitMs = 10_000;
const longestPauseMs = 400;
const keptHeaders = ['content-type', 'location', 'etag', 'cache-control'];

export type KeyedOptions = {
  readonly now: () => number;
  /** What the handler works with: equal for equal requests. */
  readonly input: unknown;
  /** The reply holds what is told once and never kept. */
  readonly tellsSecret: boolean;
};

/**
 * Runs a handler once for each key of a caller, and answers every further request as the first was.
 * @throws HttpProblem 400 for a key that is none, 409 while the first is still running, 422 for a key that was used for something else
 */
export async function once(
  c: AppContext,
  key: string,
  options: KeyedOptions,
  run: () => Promise<Response>,
): Promise<Response> {
  const { caller } = c.var;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw badKey();
  const id = derivedUuid('keyed-request', caller.apiKey?.id ?? caller.user.id, key);
  const fingerprint = contentHash([c.req.method, c.req.path, options.input ?? null]);
  const begun = await claim(caller, { id, fingerprint }, options.now);
  if (begun.kind === 'done') return replayed(begun.reply);
  c.set('caller', { ...caller, keyed: { id, seed: `${id} ${begun.firstAt}`, mutated: false } });
  let reply: KeptReply | undefined;
  try {
    const response = await run().catch(refusal);
    reply = await kept(response, options.tellsSecret);
    return response;
  } finally {
    await caller.store.execute('requests.end', { id, reply });
  }
}

type Begun = { readonly kind: 'done'; readonly reply: KeptReply } | { readonly kind: 'run'; readonly firstAt: number };

async function claim(
  { store }: Caller,
  request: { readonly id: string; readonly fingerprint: string },
  now: () => number,
): Promise<Begun> {
  const until = now() + waitMs;
  for (let pause = 25; ; pause = Math.min(pause * 2, longestPauseMs)) {
    const begun = await store.execute('requests.begin', { ...request, now: now() });
    if (begun.kind === 'other') throw new HttpProblem('IDEMPOTENCY_KEY_REUSED');
    if (begun.kind !== 'running') return begun;
    if (now() >= until) throw new HttpProblem('REQUEST_IN_PROGRESS', { headers: { 'retry-after': '2' } });
    await delay(pause);
  }
}

/** A refusal is an answer too, and stays the same. @throws what is a failure of ours */
function refusal(cause: unknown): Response {
  if (cause instanceof HttpProblem && statusOf(cause.code) < 500) return problemResponse(cause.code, cause.extras);
  throw cause;
}

async function kept(response: Response, tellsSecret: boolean): Promise<KeptReply> {
  const secret = tellsSecret && response.ok;
  const shown = secret ? problemResponse('ALREADY_ANSWERED') : response.clone();
  const headers = keptHeaders.flatMap((name) => {
    const value = shown.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return { status: shown.status, headers: Object.fromEntries(headers), body: await shown.text() };
}

function replayed({ status, headers, body }: KeptReply): Response {
  return new Response(body === '' ? null : body, { status, headers: { ...headers, 'idempotency-replayed': 'true' } });
}

function badKey(): HttpProblem {
  const message = 'must be 1 to 255 visible ASCII characters';
  return new HttpProblem('VALIDATION_FAILED', { errors: [{ field: 'idempotency-key', code: 'invalid', message }] });
}
