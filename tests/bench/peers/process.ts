// The parent's side: one program in a process of its own, and what becomes of it when we end.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Reply, Request } from './serve.ts';

/** How long a process may take to clean up before it is killed with all it started. Milliseconds. */
const endTimeoutMs = 15_000;

const running = new Set<BenchProcess>();
const endsWithUs = (): void => {
  for (const one of running) one.killGroup();
};

/** A program that answers operations. It leads a process group, so that what it starts can be ended with it. */
export class BenchProcess {
  readonly #child: ChildProcess;
  readonly #log: string;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  readonly #gone: Promise<unknown>;
  #next = 0;

  private constructor(child: ChildProcess, log: string) {
    this.#child = child;
    this.#log = log;
    this.#gone = once(child, 'exit');
    child.on('message', (reply: Reply) => this.#waiting.get(reply.id)?.(reply));
  }

  /**
   * @param config told to the program as JSON
   * @param log a file that what it prints is written to
   * @throws when it ends before it is ready
   */
  static async start(program: URL, config: unknown, log: string): Promise<BenchProcess> {
    if (running.size === 0) process.once('exit', endsWithUs);
    const output = openSync(log, 'a');
    const child = fork(fileURLToPath(program), [JSON.stringify(config)], {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', output, output, 'ipc'],
      detached: true,
    });
    closeSync(output);
    const started = new BenchProcess(child, log);
    running.add(started);
    void started.#gone.then(() => started.#forget());
    await started.#reply(0, 60_000, 'its start');
    return started;
  }

  /** @throws with what the program says, and when it does not answer in time */
  async ask<Value>(operation: string, timeoutMs: number): Promise<Value> {
    const id = ++this.#next;
    const reply = this.#reply(id, timeoutMs, operation);
    this.#child.send({ id, operation } satisfies Request);
    return (await reply) as Value;
  }

  /** Lets the program clean up and waits until it is gone. */
  async end(): Promise<void> {
    if (!running.has(this)) return;
    if (this.#child.connected) this.#child.disconnect();
    const timer = setTimeout(() => this.killGroup(), endTimeoutMs);
    await this.#gone;
    clearTimeout(timer);
  }

  /** Kills the program and whatever it has started that is still there. */
  killGroup(): void {
    try {
      process.kill(-this.#child.pid!, 'SIGKILL');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause; // all of them are gone already
    }
  }

  /** What a program that crashed has started must not outlive it. */
  #forget(): void {
    this.killGroup();
    running.delete(this);
    if (running.size === 0) process.off('exit', endsWithUs);
    for (const answer of this.#waiting.values()) answer({ id: 0, error: 'the process has ended' });
  }

  async #reply(id: number, timeoutMs: number, what: string): Promise<unknown> {
    const reply = await new Promise<Reply>((resolve) => {
      const late = (): void => resolve({ id, error: `no answer within ${timeoutMs / 1000} s` });
      const timer = setTimeout(late, timeoutMs);
      this.#waiting.set(id, (answer) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(answer);
      });
    });
    if (reply.error === undefined) return reply.value;
    const said = readFileSync(this.#log, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
    throw new Error(`${what}: ${reply.error}${said ? `\n${said}` : ''}`);
  }
}

/** Ends every process that was started here. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map((one) => one.end()));
}

/** Ends everything when a person or the system ends us. @param cleanUp runs once no process is left */
export function endOnSignals(cleanUp: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void endAll().finally(() => {
        cleanUp();
        process.exit(signal === 'SIGINT' ? 130 : 143);
      });
    });
  }
}
