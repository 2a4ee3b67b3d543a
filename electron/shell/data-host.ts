import type { Logger } from 'pino';
import type { MethodParams, WorkerMessage } from '../../core/bridge/contract.ts';
import type { ReceivedFile } from '../data/file-port.ts';
import type { DataWorker, WindowLine } from '../data/start-worker.ts';
import { RestartBudget } from './restart-budget.ts';

export type DataHostPorts = {
  readonly start: () => Promise<DataWorker>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The worker ended by itself and a new one runs: lines to the old one are dead. */
  readonly onRestarted: () => void;
  /** The worker ended by itself and is not started again. */
  readonly onLost: (cause: unknown) => void;
  readonly log: Logger;
};

/** Keeps the data worker running, and ends it well. */
export class DataHost {
  readonly #ports: DataHostPorts;
  readonly #budget = new RestartBudget();
  #worker: DataWorker | undefined;
  #ownLine: WindowLine | undefined;
  #starting: Promise<void> = Promise.resolve();
  #stopping = false;

  constructor(ports: DataHostPorts) {
    this.#ports = ports;
  }

  /** @throws whatever kept the worker from starting */
  start(): Promise<void> {
    this.#starting = this.#begin();
    return this.#starting;
  }

  /** Connects a window to the worker that runs now. @throws Error before the first start */
  connect(receive: (message: WorkerMessage) => void): WindowLine {
    if (!this.#worker) throw new Error('the data worker has not been started');
    return this.#worker.connect(receive);
  }

  /** Opens the file of a document. @returns undefined when it is not on this device */
  async file(documentId: string): Promise<ReceivedFile | undefined> {
    return this.#worker?.file(documentId);
  }

  /** Asks for a sync at once; a person who is not signed in has none, and that is no error here. */
  syncNow(reason: MethodParams<'sync.now'>['reason']): void {
    this.#ownLine?.post({ id: 0, method: 'sync.now', params: { reason } });
  }

  /**
   * Ends the worker: its databases are closed.
   * @param timeoutMs after which the wait is given up; SQLite's log then repairs itself at the next start
   * @returns whether it ended in time
   */
  async stop(timeoutMs: number): Promise<boolean> {
    this.#stopping = true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), timeoutMs)));
    const inTime = await Promise.race([this.#end(), late]);
    clearTimeout(timer);
    return inTime;
  }

  async #begin(): Promise<void> {
    const worker = await this.#ports.start();
    this.#worker = worker;
    this.#ownLine = worker.connect(() => {});
    void this.#watch(worker);
  }

  async #watch(worker: DataWorker): Promise<void> {
    const failure = await worker.ended;
    if (this.#stopping) return;
    const { log, now, onLost, onRestarted } = this.#ports;
    log.error({ err: failure }, 'the data worker ended by itself');
    if (!this.#budget.spend(now())) return onLost(failure);
    try {
      await this.start();
    } catch (cause) {
      log.error({ err: cause }, 'the data worker does not start again');
      if (!this.#stopping) onLost(cause);
      return;
    }
    if (!this.#stopping) onRestarted();
  }

  async #end(): Promise<true> {
    // A failed start has been told to whoever started it.
    await this.#starting.catch(() => undefined);
    await this.#worker?.stop();
    return true;
  }
}
