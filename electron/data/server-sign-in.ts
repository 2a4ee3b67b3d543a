import type { z } from 'zod';
import { problemReply, sessionReply, signInReply, type SessionReply } from '../../core/protocol/session.ts';
import { serverHeader } from '../../core/protocol/headers.ts';
import { isCertificateError } from '../sync/certificate-error.ts';
import { isRevocation, transportFailure } from '../sync/transport.ts';
import { BridgeFailure } from './bridge-failure.ts';
import type { SavedSession } from './sqlite-settings.ts';

export type SignedIn = { readonly token: string; readonly session: SessionReply };

/** Without an answer for this long the server counts as unreachable. */
const timeoutMs = 20_000;

/**
 * Signs in at a server and asks who that makes us.
 * @param serverUrl where the server is, without a path
 * @param fetch the global one; a port so that it can be replaced
 * @throws BridgeFailure WRONG_CREDENTIALS, NO_ORGANIZATION, UNREACHABLE, UNTRUSTED_CERTIFICATE
 */
export async function signInAtServer(
  serverUrl: string,
  credentials: { readonly email: string; readonly password: string },
  fetch: typeof globalThis.fetch,
): Promise<SignedIn> {
  const { token } = await request(fetch, new URL('/v1/sign-in', serverUrl), signInReply, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(credentials),
  });
  const headers = { authorization: `Bearer ${token}` };
  return { token, session: await request(fetch, new URL('/v1/session', serverUrl), sessionReply, { headers }) };
}

/**
 * Asks a server whether it has revoked this device: a locked one does not sync, and must hear of it all the same (SYNC-11).
 * @returns true only when the server has proven to be the one of the session
 */
export async function isRevokedAtServer(
  { serverUrl, serverId, token, organization }: Extract<SavedSession, { kind: 'synced' }>,
  fetch: typeof globalThis.fetch,
): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}`, 'x-account-id': organization.id };
  try {
    const init = { headers, signal: AbortSignal.timeout(timeoutMs) };
    const response = await fetch(new URL('/v1/session', serverUrl), init);
    const problem = problemReply.safeParse(await response.json()).data;
    return isRevocation({
      ...transportFailure('refused'),
      code: problem?.code ?? null,
      isOurServer: response.headers.get(serverHeader) === serverId,
    });
  } catch {
    // Not reached, or no server of ours: then nothing is known, and the device stays locked.
    return false;
  }
}

/** Ends a session at its server; where that cannot be reached the token simply expires. */
export async function signOutAtServer(serverUrl: string, token: string, fetch: typeof globalThis.fetch): Promise<void> {
  const init = {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(timeoutMs),
  };
  await fetch(new URL('/v1/sign-out', serverUrl), init).catch(() => undefined);
}

async function request<S extends z.ZodType>(
  fetch: typeof globalThis.fetch,
  url: URL,
  schema: S,
  init: RequestInit,
): Promise<z.infer<S>> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    body = await response.json();
  } catch (cause) {
    if (isCertificateError(cause))
      throw new BridgeFailure('UNTRUSTED_CERTIFICATE', `The certificate of ${url.origin} is not trusted.`, { cause });
    throw new BridgeFailure('UNREACHABLE', `The server at ${url.origin} does not answer.`, { cause });
  }
  if (!response.ok) throw refusal(url, response.status, body);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new BridgeFailure('UNREACHABLE', `What answers at ${url.origin} is not an Outpost server.`, {
    cause: parsed.error,
  });
}

function refusal(url: URL, status: number, body: unknown): BridgeFailure {
  const problem = problemReply.safeParse(body).data;
  if (status === 401) return new BridgeFailure('WRONG_CREDENTIALS', 'The email address or the password is not right.');
  if (status === 403)
    return new BridgeFailure('NO_ORGANIZATION', 'This account belongs to no organization on that server.');
  const reason = problem ? (problem.detail ?? problem.title) : `HTTP ${status}`;
  return new BridgeFailure('UNREACHABLE', `The server at ${url.origin} refused to sign in: ${reason}`);
}
