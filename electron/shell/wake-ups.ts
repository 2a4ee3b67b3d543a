import { app, net, powerMonitor } from 'electron';

/** Why a sync is due now rather than at its time. */
export type WakeReason = 'focus' | 'network' | 'wake';

/** Electron has no event for it; the answer comes from memory. Milliseconds. */
const networkCheckMs = 5_000;

/**
 * Calls back when work is likely to have arrived or to be wanted: the computer woke, a window got the focus, the network came back.
 * Call when the app is ready.
 * @returns stops the calls
 */
export function watchForWakeUps(wake: (reason: WakeReason) => void): () => void {
  const woke = (): void => wake('wake');
  const focused = (): void => wake('focus');
  powerMonitor.on('resume', woke);
  powerMonitor.on('unlock-screen', woke);
  app.on('browser-window-focus', focused);
  let wasOnline = net.isOnline();
  const timer = setInterval(() => {
    const isOnline = net.isOnline();
    if (isOnline && !wasOnline) wake('network');
    wasOnline = isOnline;
  }, networkCheckMs);
  return () => {
    clearInterval(timer);
    powerMonitor.off('resume', woke);
    powerMonitor.off('unlock-screen', woke);
    app.off('browser-window-focus', focused);
  };
}
