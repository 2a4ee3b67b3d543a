import { useEffect } from 'react';
import { useBridge } from '../bridge/hooks.ts';

/** Asks for a sync when there is reason to expect news: the window gets the focus, the network comes back. */
export function useSyncTriggers(): void {
  const bridge = useBridge();
  useEffect(() => {
    const onFocus = (): void => void bridge.call('sync.now', { reason: 'focus' });
    const onOnline = (): void => void bridge.call('sync.now', { reason: 'network' });
    window.addEventListener('focus', onFocus);
    window.addEventListener('online', onOnline);
    return () => {
      window.removeEventListener('focus', onFocus);
      window.removeEventListener('online', onOnline);
    };
  }, [bridge]);
}
