import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type {
  BridgeReply,
  MethodName,
  MethodParams,
  MethodResults,
  SyncStatus,
  WorkerMessage,
} from '../../../core/bridge/contract.ts';
import { testWindow, type TestWindow } from '../../support/bridge-window.ts';
import type { KillPoint } from './kill-point.ts';

const main = join(import.meta.dirname, 'device-main.ts');
const killPoint = new URL('kill-point.ts', import.meta.url).href;
const turnedClock = new URL('turned-clock.ts', import.meta.url).href;

/** What is special about the machine that a device runs on. */
export type Machine = {
  /** The process sends itself SIGKILL there. */
  readonly killPoint?: KillPoint;
  /** A file that holds how far the machine's clock is off, milliseconds. */
  readonly clockFile?: string;
  readonly env?: Readonly<Record<string, string>>;
};

function startProcess(folder: string, name: string, machine: Machine): ChildProcess {
  const imports = [...(machine.killPoint ? [killPoint] : []), ...(machine.clockFile ? [turnedClock] : [])];
  const env = {
    ...process.env,
    ...(machine.killPoint ? { OUTPOST_KILL_POINT: JSON.stringify(machine.killPoint) } : {}),
    ...(machine.clockFile ? { OUTPOST_CLOCK_FILE: machine.clockFile } : {}),
    ...machine.env,
  };
  const execArgv = imports.flatMap((file) => ['--import', file]);
  return fork(main, [folder, name], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv, env });
}

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
   */
  static async start(folder: string, name: string, machine: Machine = {}): Promise<DeviceProcess> {
    const device = await DeviceProcess.startOrEnd(folder, name, machine);
    if (!device) throw new Error('the device ended before it started');
    return device;
  }

  /** Starts one that may be killed while it opens its database. @returns undefined when that happened */
  static async startOrEnd(folder: string, name: string, machine: Machine): Promise<DeviceProcess | undefined> {
    const child = startProcess(folder, name, machine);
    const [started] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [unknown];
    if (child.exitCode !== null) throw new Error(`the device ended with ${child.exitCode} before it started`);
    if (child.signalCode !== null) return undefined;
    if ((started as { kind?: string } | null)?.kind !== 'started')
      throw new Error(`unexpected: ${JSON.stringify(started)}`);
    return new DeviceProcess(child);
  }

  /** Starts one and kills it at once when a condition holds, which may be long before it answers. */
  static async killedWhen(folder: string, name: string, condition: () => boolean): Promise<void> {
    const child = startProcess(folder, name, {});
    const exited = once(child, 'exit');
    const timer = setInterval(() => condition() && child.kill('SIGKILL'), 1);
    await exited;
    clearInterval(timer);
  }

  /** Waits for its end, by whatever. @returns the signal or exit code */
  async ended(): Promise<NodeJS.Signals | number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child.signalCode ?? this.child.exitCode;
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
