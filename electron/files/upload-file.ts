// SYNC-12: an upload goes on where it was, after a lost network as after a restart.
import { DetailedError, Upload } from 'tus-js-client';
import type { Blob } from './blob-rows.ts';
import type { SealedReader } from './sealed-file.ts';

/** How requests about files reach the server. */
export type FileServer = {
  /** Without a path. */
  readonly serverUrl: string;
  /** What identifies this device's session. */
  readonly headers: () => Readonly<Record<string, string>>;
};

/**
 * stored: the server has it; again: what it had is not what we sent, or is gone: from the beginning; unwanted: no row of ours that it knows
 * names this content; refused: it does not take this content; unreachable: later.
 */
export type UploadEnd = 'stored' | 'again' | 'unwanted' | 'refused' | 'unreachable';

export type UploadNews = {
  /** Where the upload goes on, as soon as the server has said it. */
  readonly onUrl: (url: string) => void;
  /** Bytes that the server has confirmed. */
  readonly onSent: (sent: number) => void;
};

/** Small enough for a slow line to bring one within the server's limit of three minutes. Bytes. */
const patchBytes = 512 * 1024;

/**
 * Sends a content by tus, from where an earlier attempt stopped.
 * @param reader of the sealed file; what is sent is opened piece by piece, and never as a whole
 * @returns how it ended, and what stops it early
 */
export function uploadFile(
  of: Blob,
  reader: SealedReader,
  server: FileServer,
  news: UploadNews,
): { readonly ended: Promise<UploadEnd>; readonly cancel: () => void } {
  let upload: Upload | undefined;
  const ended = new Promise<UploadEnd>((resolve) => {
    upload = new Upload(Buffer.alloc(0), {
      endpoint: new URL('/v1/files/uploads', server.serverUrl).href,
      uploadUrl: of.uploadUrl,
      metadata: { sha256: of.id },
      headers: { ...server.headers() },
      chunkSize: patchBytes,
      retryDelays: null,
      storeFingerprintForResuming: false,
      fileReader: { openFile: async () => source(reader, () => resolve('again')) },
      onUploadUrlAvailable: () => news.onUrl(upload!.url!),
      onChunkComplete: (_size, accepted) => news.onSent(accepted),
      // After a mere look at an upload that was whole already, whether it was taken is not known.
      onSuccess: ({ lastResponse }) => resolve(lastResponse.getStatus() === 200 ? 'again' : 'stored'),
      onError: (error) => resolve(endOf(error)),
    });
    upload.start();
  });
  return { ended, cancel: () => void upload?.abort() };
}

/** @param onDamaged what is here does not open: whoever sends it looks at it */
function source(reader: SealedReader, onDamaged: () => void) {
  return {
    size: reader.size,
    slice: async (start: number, end: number) => {
      const to = Math.min(end, reader.size);
      try {
        // The library asks a piece for its `size`, whatever it is.
        const value = Object.assign(reader.slice(start, to), { size: to - start });
        return { value, done: to >= reader.size };
      } catch (cause) {
        onDamaged();
        throw cause;
      }
    },
    close: () => {},
  };
}

function endOf(error: Error): UploadEnd {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  switch (response?.getStatus()) {
    case 404:
    case 410:
      return 'unwanted';
    case 409:
      return response.getBody().includes('DUPLICATE') ? 'stored' : 'unreachable';
    case 460:
      return 'again';
    case 400:
    case 413:
      return 'refused';
    default:
      // No answer, a server that is stopping, a session that ended: the sync engine tells the person.
      return 'unreachable';
  }
}
