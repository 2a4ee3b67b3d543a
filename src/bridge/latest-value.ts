/** Holds the latest of something and tells who listens; shaped for `useSyncExternalStore`. */
export class LatestValue<T> {
  readonly #listeners = new Set<() => void>();
  #value: T | undefined;

  /** @returns the latest value, or undefined before the first */
  readonly get = (): T | undefined => this.#value;

  /** @returns stops listening */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(value: T | undefined): void {
    if (value === this.#value) return;
    this.#value = value;
    for (const listener of this.#listeners) listener();
  }
}
