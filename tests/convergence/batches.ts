import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Failure } from '../support/simulation/numbered.ts';

/** Consecutive numbers of histories. */
export type Batch = { readonly from: number; readonly count: number };
export type Report = Batch & { readonly failures: readonly Failure[] };

type Progress = {
  /** Every history with a smaller number has been lived. */
  through: number;
  /** Numbers at which finished batches beyond that begin. */
  beyond: number[];
  failed: number[];
};

export const batchSize = 100;

/** Which histories have been lived, in a file: a run that was interrupted goes on there. */
export class Batches {
  readonly #file: string;
  readonly #progress: Progress;
  readonly #first: number;
  #next: number;

  /** @param first the number of the first history; of a run that goes on the same as before */
  constructor(file: string, first: number) {
    this.#file = file;
    this.#first = first;
    this.#progress = read(file, first);
    this.#next = this.#progress.through;
  }

  /** How many histories have been lived, in this run and those before. */
  get lived(): number {
    return this.#progress.through - this.#first + this.#progress.beyond.length * batchSize;
  }

  get failed(): readonly number[] {
    return this.#progress.failed;
  }

  /** @returns the next batch below a number; undefined when there is none left to begin */
  take(below: number): Batch | undefined {
    while (this.#progress.beyond.includes(this.#next)) this.#next += batchSize;
    if (this.#next >= below) return undefined;
    const from = this.#next;
    this.#next += batchSize;
    return { from, count: batchSize };
  }

  /** Notes a finished batch, durably. */
  finish({ from, failures }: Report): void {
    const progress = this.#progress;
    progress.beyond.push(from);
    progress.failed.push(...failures.map(({ seed }) => seed));
    while (progress.beyond.includes(progress.through)) {
      progress.beyond = progress.beyond.filter((begin) => begin !== progress.through);
      progress.through += batchSize;
    }
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, `${JSON.stringify(progress)}\n`);
    renameSync(`${this.#file}.new`, this.#file);
  }
}

function read(file: string, first: number): Progress {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Progress;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    return { through: first, beyond: [], failed: [] };
  }
}
