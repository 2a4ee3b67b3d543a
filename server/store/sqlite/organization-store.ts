import type { OperationInput, OperationName, OperationResult } from '../../operations.ts';
import { Listeners } from '../listeners.ts';
import type { OrganizationStore } from '../organization-store.ts';
import { StoreError, type StoreLog } from '../store-error.ts';
import { OrganizationWorker } from './organization-worker.ts';
import type { WorkerStart } from './worker-messages.ts';

/** One organization's file. Its worker runs while it is needed: it is started by a call, and again after it crashed. */
export class SqliteOrganizationStore implements OrganizationStore {
  readonly #start: WorkerStart;
  readonly #log: StoreLog;
  readonly #onUse: (store: SqliteOrganizationStore) => void;
  readonly #commits: Listeners<[version: number]>;
  readonly #accessEnds: Listeners<[]>;
  /** What runs or is about to. */
  readonly #calls = new Set<Promise<unknown>>();
  #worker: OrganizationWorker | undefined;
  /** The end of the worker before: two must not have the file open. */
  #stopped: Promise<void> = Promise.resolve();
  #starting: Promise<OrganizationWorker> | undefined;
  #closed = false;
  /** When it was last used, in milliseconds of the monotonic clock. */
  lastUsedAt = performance.now();

  /** @param onUse called before each use, to make room for a worker */
  constructor(start: WorkerStart, log: StoreLog, onUse: (store: SqliteOrganizationStore) => void) {
    this.#start = start;
    this.#log = log;
    this.#commits = new Listeners(log);
    this.#accessEnds = new Listeners(log);
    this.#onUse = onUse;
  }

  async execute<N extends OperationName>(name: N, input: OperationInput<N>): Promise<OperationResult<N>> {
    const call = this.#running().then((worker) => worker.call(name, input));
    this.#calls.add(call);
    try {
      return (await call) as OperationResult<N>;
    } finally {
      this.#calls.delete(call);
    }
  }

  onCommit(listener: (version: number) => void): () => void {
    return this.#commits.add(listener);
  }

  onAccessEnded(listener: () => void): () => void {
    return this.#accessEnds.add(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled([this.#starting, ...this.#calls]);
    await this.rest();
    this.#commits.clear();
    this.#accessEnds.clear();
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  get isRunning(): boolean {
    return this.#worker !== undefined || this.#starting !== undefined;
  }

  /** Whether its worker could be stopped without making anybody wait. */
  get isIdle(): boolean {
    return this.#worker !== undefined && this.#calls.size === 0;
  }

  /** Opens the file, if it is not. @throws StoreError */
  async open(): Promise<void> {
    await this.#running();
  }

  /** Ends the worker of an idle store; the next call starts another. */
  async rest(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    if (worker) this.#stopped = worker.stop();
    await this.#stopped;
  }

  async #running(): Promise<OrganizationWorker> {
    if (this.#closed) throw new StoreError('CLOSED', `the store ${this.#start.file} is closed`);
    this.lastUsedAt = performance.now();
    this.#onUse(this);
    if (this.#worker) return this.#worker;
    this.#starting ??= this.#startWorker().finally(() => (this.#starting = undefined));
    return this.#starting;
  }

  async #startWorker(): Promise<OrganizationWorker> {
    await this.#stopped;
    const worker = new OrganizationWorker(this.#start, {
      committed: (version) => this.#commits.tell(version),
      accessEnded: () => this.#accessEnds.tell(),
      ended: (failure) => {
        if (this.#worker === worker) this.#worker = undefined;
        if (failure) this.#log.error({ err: failure }, 'the worker of an organization ended');
      },
    });
    await worker.opened;
    this.#worker = worker;
    return worker;
  }
}
