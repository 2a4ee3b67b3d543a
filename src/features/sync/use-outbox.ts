import { useCallback, useEffect, useState } from 'react';
import type { BridgeError } from '../../../core/bridge/contract.ts';
import type { OutboxEntry, OutboxState } from '../../../core/bridge/sync-centre.ts';
import type { Bridge } from '../../bridge/client.ts';
import { useBridge, useSyncStatus } from '../../bridge/hooks.ts';

/** Entries asked for at once. */
const pageSize = 200;

export type Outbox = {
  /** Undefined until the first answer. */
  readonly entries: readonly OutboxEntry[] | undefined;
  readonly error: BridgeError | undefined;
  /** Asks for so many from the beginning, if there are that many; rounded up to whole pages. */
  readonly need: (count: number) => void;
};

/**
 * The entries of the outbox in some states, oldest first, as many pages as were asked for; read again whenever the sync status
 * says that it may have changed.
 * @param states a constant: it is compared by identity
 */
export function useOutbox(states: readonly OutboxState[]): Outbox {
  const bridge = useBridge();
  const status = useSyncStatus();
  const [wanted, setWanted] = useState(pageSize);
  const [outbox, setOutbox] = useState<Omit<Outbox, 'need'>>({ entries: undefined, error: undefined });
  const { pending, unsent, rejected, lastSyncedAt } = status ?? {};
  useEffect(() => {
    let isCurrent = true;
    void readEntries(bridge, states, wanted, () => isCurrent).then((next) => {
      if (isCurrent && next) setOutbox((before) => ({ entries: next.entries ?? before.entries, error: next.error }));
    });
    return () => {
      isCurrent = false;
    };
  }, [bridge, states, wanted, pending, unsent, rejected, lastSyncedAt]);
  const need = useCallback((count: number) => {
    setWanted((before) => Math.max(before, pageSize * Math.ceil(count / pageSize)));
  }, []);
  return { ...outbox, need };
}

/** @returns undefined when the answer is of no interest any more */
async function readEntries(
  bridge: Bridge,
  states: readonly OutboxState[],
  wanted: number,
  isCurrent: () => boolean,
): Promise<Omit<Outbox, 'need'> | undefined> {
  const entries: OutboxEntry[] = [];
  while (entries.length < wanted) {
    const after = entries.at(-1)?.id;
    const limit = Math.min(1000, wanted - entries.length);
    const page = { states: [...states], limit, ...(after === undefined ? {} : { after }) };
    const reply = await bridge.call('outbox.list', page);
    if (!isCurrent()) return undefined;
    if (!reply.ok) return { entries: undefined, error: reply.error };
    entries.push(...reply.value);
    if (reply.value.length < limit) break;
  }
  return { entries, error: undefined };
}
