import { useEffect, useState } from 'react';
import type { SyncStatus } from '../../../core/bridge/contract.ts';
import type { SyncDetails } from '../../../core/bridge/sync-centre.ts';
import { useBridge } from '../../bridge/hooks.ts';

/** @returns what is on this device; asked for again whenever the status changes */
export function useDetails(status: SyncStatus): SyncDetails | undefined {
  const bridge = useBridge();
  const [details, setDetails] = useState<SyncDetails>();
  useEffect(() => {
    let isCurrent = true;
    void bridge.call('sync.details', {}).then((reply) => {
      if (isCurrent && reply.ok) setDetails(reply.value);
    });
    return () => {
      isCurrent = false;
    };
  }, [bridge, status]);
  return details;
}
