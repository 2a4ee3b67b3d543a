import { problemReply, sessionReply, signInReply, type SessionReply } from '../../core/protocol/session.ts';
import { protocolVersion, pushReply, snapshotChunk } from '../../core/protocol/sync.ts';
import { linesOf } from '../../electron/sync/lines.ts';
import type { ImportTarget } from './run-import.ts';

/** The server refused, or is not there; the message is one line for the person at the keyboard. */
export class ServerError extends Error {}

export type Account = { readonly email: string; readonly password: string };

/**
 * Signs in to a running server.
 * @param serverUrl without a path
 * @throws ServerError when it cannot be reached or refuses the password
 */
export async function signInToServer(serverUrl: string, account: Account): Promise<ImportTarget> {
  const { token } = signInReply.parse(await call(serverUrl, '/v1/sign-in', { body: account }));
  const session: SessionReply = sessionReply.parse(await call(serverUrl, '/v1/session', { token }));
  return {
    currency: session.organization.currency,
    push: async (request) => pushReply.parse(await call(serverUrl, '/v1/sync/push', { token, body: request })),
    version: () => organizationVersion(serverUrl, token),
  };
}

type Call = { readonly token?: string; readonly body?: unknown };

async function call(serverUrl: string, path: string, options: Call): Promise<unknown> {
  return (await send(serverUrl, path, options)).json();
}

async function send(serverUrl: string, path: string, { token, body }: Call): Promise<Response> {
  const response = await fetch(new URL(path, serverUrl), {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new ServerError(`No server answers at ${serverUrl}.`, { cause });
  });
  if (response.ok) return response;
  const problem = problemReply.safeParse(await response.json().catch(() => undefined)).data;
  throw new ServerError(`The server refused: ${problem?.title ?? response.statusText} (${response.status}).`);
}

/** The version is what a snapshot begins with; the rest of it is not read. */
async function organizationVersion(serverUrl: string, token: string): Promise<number> {
  const body = { protocol: protocolVersion, clientId: '00000000-0000-8000-8000-000000000000', after: null };
  const response = await send(serverUrl, '/v1/sync/snapshot', { token, body });
  for await (const line of linesOf(response.body!)) return snapshotChunk.parse(JSON.parse(line)).from.version;
  throw new ServerError('The server sent an empty snapshot.');
}
