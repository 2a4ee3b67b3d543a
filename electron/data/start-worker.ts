import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { WorkerMessage } from '../../core/bridge/contract.ts';
import { receiveFile, type ReceivedFile } from './file-port.ts';
import type { HostMessage, WorkerNotice, WorkerStart } from './worker-messages.ts';

/** One window's line to the data worker. */
export type WindowLine = {
  /** @param request as the window sent it; the worker checks it */
  readonly post: (request: unknown) => void;
  readonly close: () => void;
};

/** The running data worker, as Electron's main process and the browser host hold it. */
export type DataWorker = {
  /** Connects a window. @param receive is called with what the worker says to it */
  readonly connect: (receive: (message: WorkerMessage) => void) => WindowLine;
  /** Opens the file of a document. @returns undefined when it is not on this device */
  readonly file: (documentId: string) => Promise<ReceivedFile | undefined>;
  /** Closes the databases and ends the thread. */
  readonly stop: () => Promise<void>;
  /** Resolves when the thread has ended, with the error that ended it, if any. */
  readonly ended: Promise<Error | undefined>;
};

/**
 * A first sync makes much garbage that dies at once: with V8's usual young generation the process would grow by another hundred
 * megabytes before it is collected.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 1024 };

/**
 * Starts the data worker in a thread of this process.
 * @param file the worker's entry: `electron/data/worker.ts`, or what it was built to
 * @param start the profile must be held by this process (openProfile)
 * @returns once it answers requests
 * @throws whatever kept the worker from starting
 */
export async function startDataWorker(file: URL, start: WorkerStart): Promise<DataWorker> {
  const worker = new Worker(file, { workerData: start, resourceLimits });
  let failure: Error | undefined;
  worker.on('error', (error) => (failure = error as Error));
  const ended = new Promise<Error | undefined>((resolve) => worker.on('exit', () => resolve(failure)));
  await Promise.race([ready(worker), ended.then(failedToStart)]);
  return {
    connect: (receive) => connectWindow(worker, receive),
    file: (documentId) => {
      const { port1, port2 } = new MessageChannel();
      worker.postMessage({ kind: 'file', documentId, port: port2 } satisfies HostMessage, [port2]);
      return receiveFile(port1);
    },
    stop: async () => {
      worker.postMessage({ kind: 'close' } satisfies HostMessage);
      await ended;
    },
    ended,
  };
}

function ready(worker: Worker): Promise<void> {
  return new Promise((resolve) =>
    worker.once('message', (notice: WorkerNotice) => notice.kind === 'ready' && resolve()),
  );
}

function failedToStart(failure: Error | undefined): never {
  throw failure ?? new Error('the data worker ended before it was ready');
}

function connectWindow(worker: Worker, receive: (message: WorkerMessage) => void): WindowLine {
  const { port1, port2 } = new MessageChannel();
  port1.on('message', receive);
  const transfer: readonly MessagePort[] = [port2];
  worker.postMessage({ kind: 'connect', port: port2 } satisfies HostMessage, transfer);
  return { post: (request) => port1.postMessage(request), close: () => port1.close() };
}
