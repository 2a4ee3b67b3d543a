import type { PendingMutation } from '../../../core/bridge/sync-centre.ts';

/** Saves the outbox as a JSON file: for support, or to keep what cannot be sent. */
export function exportOutbox(entries: readonly PendingMutation[], now: number): void {
  const blob = new Blob([JSON.stringify(entries, null, 2)], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `outpost-outbox-${new Date(now).toISOString().slice(0, 10)}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}
