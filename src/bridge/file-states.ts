import type { FileState, FileStates } from '../../core/bridge/files.ts';

/** Where contents of files are, as the worker last said, by SHA-256; what nobody has asked for is asked for once. */
export class FileStateStore {
  readonly #ask: (sha256s: readonly string[]) => Promise<FileStates | undefined>;
  readonly #listeners = new Set<() => void>();
  readonly #asked = new Set<string>();
  #states: FileStates = {};

  /** @param ask asks the worker; undefined when it did not answer */
  constructor(ask: (sha256s: readonly string[]) => Promise<FileStates | undefined>) {
    this.#ask = ask;
  }

  readonly get = (): FileStates => this.#states;

  /** @returns stops listening */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Makes sure that the states of these contents are known, or will be. */
  want(sha256s: readonly string[]): void {
    const unknown = sha256s.filter((sha256) => !this.#asked.has(sha256));
    if (unknown.length === 0) return;
    for (const sha256 of unknown) this.#asked.add(sha256);
    void this.#ask(unknown).then((states) => {
      if (states) this.changed(states);
      else for (const sha256 of unknown) this.#asked.delete(sha256);
    });
  }

  changed(states: FileStates): void {
    this.#states = { ...this.#states, ...states };
    for (const listener of this.#listeners) listener();
  }

  /** Another database may be open: what is shown is asked for again. */
  refresh(): void {
    const known = [...this.#asked];
    this.#asked.clear();
    this.#states = {};
    this.want(known);
  }
}

/** Of a content of which nothing is known yet. */
export const unknownFileState: FileState = { state: 'missing', progress: null, problem: null };
