import type { BridgeReply } from '../../../core/bridge/contract.ts';
import { outboxFileLimit, type ImportResult } from '../../../core/bridge/sync-centre.ts';
import type { Bridge } from '../../bridge/client.ts';
import { notifyError } from '../../ui/notify.ts';

/** Saves the outbox, or some of it, as a JSON file: to carry work to another device, for support, to keep what cannot be sent. */
export async function saveOutboxFile(bridge: Bridge, seqs?: readonly number[]): Promise<void> {
  const reply = await bridge.call('outbox.export', seqs === undefined ? {} : { seqs: [...seqs] });
  if (!reply.ok) return notifyError(reply.error);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([reply.value.text], { type: 'application/json' }));
  link.download = `outpost-outbox-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Hands a file to the worker, which checks it. A file larger than any outbox is not even read. */
export async function loadOutboxFile(bridge: Bridge, file: File): Promise<BridgeReply<ImportResult>> {
  if (file.size > outboxFileLimit) {
    return { ok: false, error: { kind: 'failed', code: 'FILE_TOO_LARGE', message: `${file.size} bytes` } };
  }
  return bridge.call('outbox.import', { text: await file.text() });
}
