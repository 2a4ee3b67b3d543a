import { useEffect, useState } from 'react';
import type { BridgeError } from '../../../core/bridge/contract.ts';
import type { PendingMutation } from '../../../core/bridge/sync-centre.ts';
import { useBridge, useSyncStatus } from '../../bridge/hooks.ts';

/** Most entries asked for at once; what is beyond waits behind them in order. */
const limit = 500;

export type Outbox = {
  /** Undefined until the first answer. */
  readonly entries: readonly PendingMutation[] | undefined;
  readonly error: BridgeError | undefined;
};

/** @returns what waits in the outbox, oldest first; asked for again whenever the sync status says that it changed */
export function useOutbox(): Outbox {
  const bridge = useBridge();
  const status = useSyncStatus();
  const [outbox, setOutbox] = useState<Outbox>({ entries: undefined, error: undefined });
  const { pending, rejected, lastSyncedAt } = status ?? {};
  useEffect(() => {
    let isCurrent = true;
    void bridge.call('outbox.list', { limit }).then((reply) => {
      if (!isCurrent) return;
      setOutbox((before) =>
        reply.ok ? { entries: reply.value, error: undefined } : { entries: before.entries, error: reply.error },
      );
    });
    return () => {
      isCurrent = false;
    };
  }, [bridge, pending, rejected, lastSyncedAt]);
  return outbox;
}
