import type { BridgeReply } from '../../core/bridge/contract.ts';
import { fileChunkBytes, type TakenFile } from '../../core/bridge/files.ts';
import type { DocumentKind } from '../../core/schema/files.ts';
import type { Bridge } from './client.ts';

/** How taking in a file is followed and stopped. */
export type Taking = {
  /** Bytes that have been taken in. */
  readonly onProgress: (done: number) => void;
  readonly signal: AbortSignal;
};

/**
 * Hands a file to the data worker, piece by piece: it is never in memory as a whole.
 * @returns what a mutation then names; undefined when it was stopped
 */
export async function takeFile(
  bridge: Bridge,
  kind: DocumentKind,
  file: File,
  { onProgress, signal }: Taking,
): Promise<BridgeReply<TakenFile> | undefined> {
  const begun = await bridge.call('files.begin', { kind, name: file.name, size: file.size });
  if (!begun.ok) return begun;
  const { intake } = begun.value;
  for (let at = 0; at < file.size; at += fileChunkBytes) {
    if (signal.aborted) break;
    const data = await base64Of(file.slice(at, at + fileChunkBytes));
    const written = data === undefined ? unreadable : await bridge.call('files.write', { intake, data });
    if (!written.ok) {
      await bridge.call('files.cancel', { intake });
      return written;
    }
    onProgress(Math.min(file.size, at + fileChunkBytes));
  }
  if (!signal.aborted) return bridge.call('files.finish', { intake });
  await bridge.call('files.cancel', { intake });
  return undefined;
}

const unreadable: BridgeReply<never> = {
  ok: false,
  error: {
    kind: 'failed',
    code: 'CHOSEN_FILE_UNREADABLE',
    message: 'The file cannot be read: it was moved or changed.',
  },
};

/** @returns undefined when the file cannot be read (any more) */
function base64Of(blob: Blob): Promise<string | undefined> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    // data:…;base64,<text>
    reader.addEventListener('load', () => resolve(String(reader.result).split(',')[1] ?? ''));
    reader.addEventListener('error', () => resolve(undefined));
    reader.readAsDataURL(blob);
  });
}
