import type { BridgeReply, BridgeRequest } from '../../core/bridge/contract.ts';
import { bridgeErrorFrom } from './bridge-failure.ts';
import type { StoreError } from './store-error.ts';
import { unreadableStatus } from './sync-status.ts';
import type { WorkerHost } from './worker-host.ts';

/**
 * Stands in for the worker's host where the profile cannot be opened: every window learns why, instead of a worker that dies again
 * and again.
 * @param cause why
 */
export function refusingHost(cause: StoreError): Pick<WorkerHost, 'connect' | 'file' | 'close'> {
  const refusal: BridgeReply<unknown> = { ok: false, error: bridgeErrorFrom(cause) };
  const status: BridgeReply<unknown> = { ok: true, value: unreadableStatus(cause.message) };
  return {
    connect: (send) => ({
      receive: (message) => {
        const request = message as BridgeRequest;
        if (typeof request !== 'object' || request === null || typeof request.id !== 'number') return;
        send({ id: request.id, reply: request.method === 'sync.status' ? status : refusal });
      },
      close: () => {},
    }),
    file: () => Promise.resolve(undefined),
    close: () => {},
  };
}
