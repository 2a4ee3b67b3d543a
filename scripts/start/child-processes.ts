import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export type ChildOptions = {
  /** What the child writes to standard error goes here. */
  readonly log: NodeJS.WritableStream;
  readonly env?: Readonly<Record<string, string>>;
};

/** How long a child may take to end after it was asked to. Milliseconds. */
const endTimeoutMs = 12_000;

/** The processes that were started here; they end with us, by their own ids. */
export class ChildProcesses {
  private readonly children: ChildProcess[] = [];

  /** Starts a program of this project. */
  start(program: string, args: readonly string[], { log, env = {} }: ChildOptions): ChildProcess {
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stderr!.pipe(log, { end: false });
    this.children.push(child);
    return child;
  }

  /** Without one of them the others are of no use. */
  onFirstExit(listener: () => void): void {
    for (const child of this.children) {
      if (child.exitCode !== null || child.signalCode !== null) listener();
      else child.once('exit', listener);
    }
  }

  /** Ends the last one started first, and waits for each. */
  async end(): Promise<void> {
    for (const child of this.children.toReversed()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const exited = once(child, 'exit');
      const timer = setTimeout(() => child.kill('SIGKILL'), endTimeoutMs);
      child.kill('SIGTERM');
      await exited;
      clearTimeout(timer);
    }
  }
}

/**
 * Waits for a line that tells where a child can be reached.
 * @param pattern its first group is the answer
 * @throws Error when the child ends before it says so
 */
export function firstMatch(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((settle, reject) => {
    let text = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = pattern.exec(text);
      if (found) settle(found[1]!);
    });
    child.once('exit', (code) => reject(new Error(`ended with code ${code}`)));
    child.once('error', reject);
  });
}
