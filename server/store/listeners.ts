import type { StoreLog } from './store-error.ts';

/** Whoever wants to hear of something; one that fails does not keep the others from it. */
export class Listeners<Args extends readonly unknown[]> {
  readonly #listeners = new Set<(...args: Args) => void>();
  readonly #log: StoreLog;

  constructor(log: StoreLog) {
    this.#log = log;
  }

  get size(): number {
    return this.#listeners.size;
  }

  /** @returns what ends it */
  add(listener: (...args: Args) => void): () => void {
    // Each call ends on its own, even when one function listens twice.
    const own = (...args: Args) => listener(...args);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  clear(): void {
    this.#listeners.clear();
  }

  tell(...args: Args): void {
    for (const listener of this.#listeners) {
      try {
        listener(...args);
      } catch (err) {
        this.#log.error({ err }, 'a listener of a store failed');
      }
    }
  }
}
