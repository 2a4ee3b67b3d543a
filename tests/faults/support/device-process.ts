import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  BridgeReply,
  MethodName,
  MethodParams,
  MethodResults,
  SyncStatus,
  WorkerMessage,
} from '../../../core/bridge/contract.ts';
import { testWindow, type TestWindow } from '../../support/bridge-window.ts';

const main = join(import.meta.dirname, 'device-main.ts');

const clock = join(import.meta.dirname, 'other-clock.ts');

/** A machine unlike this one. */
export type DeviceOptions = {
  /** How far its clock is off, milliseconds. */
  readonly clockOffsetMs?: number;
  /** A file with the certificate of somebody who it trusts to vouch for servers. */
  readonly trustedCertificate?: string;
};

/** A device that can be killed: a process with the data worker, and its window here. */
export class DeviceProcess {
  readonly window: TestWindow;
  readonly child: ChildProcess;

  readonly #ended: Promise<never>;

  private constructor(child: ChildProcess) {
    this.child = child;
    this.#ended = once(child, 'exit').then(([code, signal]) => {
      throw new Error(`the device ended with ${String(code ?? signal)}`);
    });
    this.#ended.catch(() => undefined);
    this.window = testWindow((receive) => {
      child.on('message', (message: WorkerMessage) => receive(message));
      // After a kill the channel is gone; whoever asked gets no answer, as it should be.
      return (message) => child.connected && child.send(message as object, () => undefined);
    });
  }

  /**
   * @param folder holds the profiles of a test
   * @param name of this one; starting it again finds what the last run left
   * @param options what is different about its machine
   */
  static async start(folder: string, name: string, options: DeviceOptions = {}): Promise<DeviceProcess> {
    const { clockOffsetMs, trustedCertificate } = options;
    const child = fork(main, [folder, name], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // Worker threads load it, too.
      execArgv: clockOffsetMs === undefined ? [] : ['--import', pathToFileURL(clock).href],
      env: {
        ...process.env,
        ...(clockOffsetMs === undefined ? {} : { OUTPOST_TEST_CLOCK_OFFSET: String(clockOffsetMs) }),
        ...(trustedCertificate === undefined ? {} : { NODE_EXTRA_CA_CERTS: trustedCertificate }),
      },
    });
    const ended = once(child, 'exit').then(([code]: number[]) => {
      throw new Error(`the device ended with ${code} before it started`);
    });
    const [started] = await Promise.race([once(child, 'message'), ended]);
    ended.catch(() => undefined);
    if ((started as { kind?: string }).kind !== 'started') throw new Error(`unexpected: ${JSON.stringify(started)}`);
    return new DeviceProcess(child);
  }

  /** Sends SIGKILL: no handler runs, nothing is flushed. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }

  /** Ends it in order: the database is closed. */
  async stop(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.disconnect();
    await exited;
  }

  /** @returns the reply as it came; rejects when the device ends first */
  reply<M extends MethodName>(method: M, params: MethodParams<M>): Promise<BridgeReply<unknown>> {
    return Promise.race([this.window.call(method, params), this.#ended]);
  }

  /** @throws Error when the worker refuses */
  async call<M extends MethodName>(method: M, params: MethodParams<M>): Promise<MethodResults[M]> {
    const reply = await this.window.call(method, params);
    if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply.error)}`);
    return reply.value as MethodResults[M];
  }

  /** Waits until the sync status is as wanted, from now on. */
  async until(wanted: (status: SyncStatus) => boolean): Promise<SyncStatus> {
    const now = await this.call('sync.status', {});
    if (wanted(now)) return now;
    const told = new Set(this.window.events);
    const event = await this.window.event(
      (candidate) => candidate.type === 'status' && !told.has(candidate) && wanted(candidate.status),
    );
    if (event.type !== 'status') throw new Error('not a status');
    return event.status;
  }
}
