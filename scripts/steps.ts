import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** The repository's root. */
export const ROOT = resolve(import.meta.dirname, '..');

/** What became of a step. */
export interface StepResult {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
  /** Standard output and standard error as they came; empty when the step wrote straight to the terminal. */
  readonly output: string;
}

/** How to run a step. */
export interface StepOptions {
  /** Further arguments for the npm script. */
  readonly args?: readonly string[];
  /** Write straight to the terminal instead of keeping the output. */
  readonly live?: boolean;
}

/** Runs an npm script of this project to its end; a failure is a result, not an exception. */
export function runStep(name: string, { args = [], live = false }: StepOptions = {}): Promise<StepResult> {
  const startedAt = performance.now();
  const npm = process.env['npm_execpath'];
  const command = ['run', '--silent', name, ...(args.length > 0 ? ['--', ...args] : [])];
  // Through npm, so that node_modules/.bin (and with it the pinned Node) comes first on PATH.
  const [program, all] = npm ? [process.execPath, [npm, ...command]] : ['npm', command];
  return new Promise((settle) => {
    let output = '';
    const child = spawn(program, all, {
      cwd: ROOT,
      stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
      shell: !npm && process.platform === 'win32',
    });
    const keep = (chunk: Buffer) => (output += chunk.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const end = (passed: boolean) => settle({ name, passed, seconds: (performance.now() - startedAt) / 1000, output });
    child.once('error', (error) => {
      output += `${error.message}\n`;
      end(false);
    });
    child.once('close', (code) => end(code === 0));
  });
}

/** Says how a step went: one line, and everything it wrote when it failed. */
export function printStep({ name, passed, seconds, output }: StepResult): void {
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${name.padEnd(13)} ${seconds.toFixed(1).padStart(6)} s`);
  if (!passed && output) console.log(output.trimEnd());
}
