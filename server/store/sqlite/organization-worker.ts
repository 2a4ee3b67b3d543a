import { Worker } from 'node:worker_threads';
import { StoreError } from '../store-error.ts';
import { dataToError, type WorkerReply, type WorkerRequest, type WorkerStart } from './worker-messages.ts';

type Call = { readonly resolve: (result: unknown) => void; readonly reject: (cause: Error) => void };

export type WorkerEvents = {
  committed(version: number): void;
  accessEnded(): void;
  /** The thread has ended. @param failure why, unless it was asked to */
  ended(failure: Error | undefined): void;
};

const workerUrl = new URL('./worker.ts', import.meta.url);

/** The main thread's side of one running worker. */
export class OrganizationWorker {
  readonly #worker: Worker;
  readonly #file: string;
  readonly #events: WorkerEvents;
  readonly #calls = new Map<number, Call>();
  readonly #exited: Promise<void>;
  readonly #opened = Promise.withResolvers<void>();
  #lastId = 0;
  #stopping = false;
  #failure: Error | undefined;

  constructor(start: WorkerStart, events: WorkerEvents) {
    this.#file = start.file;
    this.#events = events;
    this.#worker = new Worker(workerUrl, { workerData: start });
    this.#opened.promise.catch(() => {}); // whoever awaits it hears of it
    this.#exited = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        this.#ended();
        resolve();
      });
    });
    this.#worker.on('message', (reply: WorkerReply) => this.#received(reply));
    this.#worker.on('error', (cause) => {
      this.#failure ??= new StoreError('UNAVAILABLE', `the worker of ${start.file} failed: ${String(cause)}`, {
        cause,
      });
    });
  }

  /** Resolves once the file is open and migrated. */
  get opened(): Promise<void> {
    return this.#opened.promise;
  }

  /** @throws StoreError; whatever the operation throws, as an Error of the same name and message */
  call(name: string, input: unknown): Promise<unknown> {
    const id = (this.#lastId += 1);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#calls.set(id, { resolve, reject });
    try {
      this.#post({ kind: 'call', id, name, input });
    } catch (cause) {
      this.#calls.delete(id); // the input cannot be cloned: a bug of the caller
      reject(cause as Error);
    }
    return promise;
  }

  /** Lets it finish what it was asked before, and close its file. Resolves when the thread has ended. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#post({ kind: 'close' });
    await this.#exited;
  }

  #post(request: WorkerRequest): void {
    this.#worker.postMessage(request);
  }

  #received(reply: WorkerReply): void {
    switch (reply.kind) {
      case 'ready':
        this.#opened.resolve();
        return;
      case 'unusable':
        this.#failure = dataToError(reply.error);
        return;
      case 'committed':
        this.#events.committed(reply.version);
        return;
      case 'accessEnded':
        this.#events.accessEnded();
        return;
      case 'done':
        this.#settled(reply.id)?.resolve(reply.result);
        return;
      case 'failed':
        this.#settled(reply.id)?.reject(dataToError(reply.error));
    }
  }

  #settled(id: number): Call | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    return call;
  }

  #ended(): void {
    // Whoever waits for an answer now will not get one, and cannot know whether it was done.
    const cause = this.#failure ?? new StoreError('UNAVAILABLE', `the worker of ${this.#file} ended unexpectedly`);
    this.#opened.reject(cause);
    for (const call of this.#calls.values()) call.reject(cause);
    this.#calls.clear();
    this.#events.ended(this.#stopping ? this.#failure : cause);
  }
}
