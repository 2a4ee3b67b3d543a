import { z } from 'zod';
import { protocolVersion } from '../../core/protocol/sync.ts';
import { signInAtServer } from '../../electron/data/server-sign-in.ts';
import { httpTransport } from '../../electron/sync/http-transport.ts';
import type { SyncTransport, TransportFailure } from '../../electron/sync/transport.ts';
import type { ImportTarget } from './run-import.ts';

/** The server refused, or is not there; the message is one line for the person at the keyboard. */
export class ServerError extends Error {}

export type Account = { readonly email: string; readonly password: string };

const undoReply = z.object({
  outcome: z.enum(['done', 'waiting', 'missing']),
  entity: z.string(),
  total: z.int(),
  restored: z.int(),
  skippedCount: z.int(),
  kept: z.array(
    z.object({
      field: z.string().nullable(),
      reason: z.enum(['changed', 'inUse', 'gone', 'outOfReach', 'rule']),
      byName: z.string().nullable(),
    }),
  ),
});

const nobody = '00000000-0000-8000-8000-000000000000';

/**
 * Signs in to a running server; the import then speaks to it as a device does.
 * @param serverUrl without a path
 * @throws BridgeFailure when it cannot be reached or refuses the password
 */
export async function signInToServer(serverUrl: string, account: Account): Promise<ImportTarget> {
  const { token, session } = await signInAtServer(serverUrl, account, fetch);
  const transport = httpTransport({ serverUrl, token, organizationId: session.organization.id });
  return {
    currency: session.organization.currency,
    push: (request) =>
      new Promise((resolve, reject) => {
        transport.push(request, (result) => {
          if (result.kind === 'failed') reject(refused(result));
          else resolve(result.reply);
        });
      }),
    version: () => organizationVersion(transport),
    undo: async (run) => {
      const url = new URL(`/v1/actions/${encodeURIComponent(run)}/undo`, serverUrl);
      const headers = { authorization: `Bearer ${token}`, 'x-account-id': session.organization.id };
      const response = await fetch(url, { method: 'POST', headers });
      if (!response.ok) throw new ServerError(`The server refused: ${response.status} ${await response.text()}`);
      return undoReply.parse(await response.json());
    },
  };
}

/** The version is what a snapshot begins with; the rest of it is not read. */
function organizationVersion(transport: SyncTransport): Promise<number> {
  return new Promise((resolve, reject) => {
    const cancel = transport.snapshot(
      { protocol: protocolVersion, clientId: nobody, after: null },
      (chunk) => {
        resolve(chunk.from.version);
        cancel();
      },
      (result) => reject(result.kind === 'failed' ? refused(result) : new ServerError('The server sent no snapshot.')),
    );
  });
}

function refused({ why, code, status }: TransportFailure): ServerError {
  if (why === 'unreachable' || why === 'timeout') return new ServerError('The server does not answer any more.');
  return new ServerError(`The server refused: ${code ?? why}${status === null ? '' : ` (${status})`}.`);
}
