import type { MessagePort } from 'node:worker_threads';
import type { OpenedFile } from '../files/local-files.ts';

/** What the worker says over the port of one file. Chunks come one at a time, each when it was asked for. */
export type FilePortMessage =
  | { readonly kind: 'head'; readonly name: string; readonly mediaType: string; readonly size: number }
  | { readonly kind: 'chunk'; readonly bytes: Uint8Array }
  | { readonly kind: 'end' }
  /** There is no such file here, or it cannot be read on. */
  | { readonly kind: 'none' };

/** A file as the host receives it. */
export type ReceivedFile = {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly body: ReadableStream<Uint8Array>;
};

/** Hands a file over a port, as fast as it is taken. @param onBug what went wrong on the way */
export async function sendFile(
  port: MessagePort,
  opening: Promise<OpenedFile | undefined>,
  onBug: (cause: unknown) => void,
): Promise<void> {
  const say = (message: FilePortMessage): void => port.postMessage(message);
  try {
    const file = await opening;
    if (!file) return end(port, { kind: 'none' });
    const { name, mediaType, size, chunks } = file;
    port.on('close', () => void chunks.return());
    port.on('message', () => {
      chunks.next().then(
        (next) => (next.done ? end(port, { kind: 'end' }) : say({ kind: 'chunk', bytes: next.value })),
        (cause: unknown) => (onBug(cause), end(port, { kind: 'none' })),
      );
    });
    say({ kind: 'head', name, mediaType, size });
  } catch (cause) {
    onBug(cause);
    end(port, { kind: 'none' });
  }
}

function end(port: MessagePort, message: FilePortMessage): void {
  port.postMessage(message);
  port.close();
}

/** The other end. @returns undefined when there is no such file */
export async function receiveFile(port: MessagePort): Promise<ReceivedFile | undefined> {
  const head = await answer(port);
  if (head?.kind !== 'head') return undefined;
  const { name, mediaType, size } = head;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        port.postMessage('more');
        const message = await answer(port);
        if (message?.kind === 'chunk') controller.enqueue(message.bytes);
        else if (message?.kind === 'end') controller.close();
        else controller.error(new Error('the file cannot be read on'));
      },
      cancel: () => port.close(),
    },
    { highWaterMark: 1 },
  );
  return { name, mediaType, size, body };
}

/** @returns the next message; undefined when the port has closed: the worker ended */
function answer(port: MessagePort): Promise<FilePortMessage | undefined> {
  return new Promise((resolve) => {
    const heard = (message: FilePortMessage): void => settle(message);
    const closed = (): void => settle(undefined);
    const settle = (message: FilePortMessage | undefined): void => {
      port.off('message', heard);
      port.off('close', closed);
      resolve(message);
    };
    port.on('message', heard);
    port.on('close', closed);
  });
}
