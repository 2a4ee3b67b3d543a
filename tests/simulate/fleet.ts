import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DeviceReport, DeviceSpec } from './options.ts';

/** What a process of devices is asked. Times in milliseconds. */
export type FleetRequest =
  | {
      readonly kind: 'start';
      readonly specs: readonly DeviceSpec[];
      readonly seed: number;
      readonly limitMs: number;
    }
  | { readonly kind: 'work'; readonly workMs: number; readonly editMs: number }
  | { readonly kind: 'heal' | 'last' | 'audit'; readonly limitMs: number }
  /** Waits until each device has heard of its organization's version, without asking for it. */
  | { readonly kind: 'reach'; readonly versions: Readonly<Record<string, number>>; readonly limitMs: number };

export type FleetReply =
  | { readonly kind: 'done' }
  | { readonly kind: 'reports'; readonly reports: readonly DeviceReport[] }
  | { readonly kind: 'failed'; readonly message: string };

/** A process with a part of the devices. */
export class Fleet {
  readonly #child: ChildProcess;

  constructor() {
    const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
    this.#child = fork(join(import.meta.dirname, 'fleet-main.ts'), [], { stdio: [...stdio], execArgv: [] });
  }

  /** @throws Error when the process fails at it, or ends */
  async ask(request: FleetRequest): Promise<FleetReply> {
    const abort = new AbortController();
    const ended = once(this.#child, 'exit', abort).then(([code, signal]) => {
      throw new Error(`a process of devices ended with ${String(code ?? signal)}`);
    });
    this.#child.send(request);
    try {
      const [reply] = (await Promise.race([once(this.#child, 'message', abort), ended])) as [FleetReply];
      if (reply.kind === 'failed') throw new Error(reply.message);
      return reply;
    } finally {
      ended.catch(() => undefined);
      abort.abort();
    }
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }
}
