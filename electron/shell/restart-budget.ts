/** How often something that crashes is started again before a person is asked: it may crash because of what it reads. */
export class RestartBudget {
  readonly #times: number[] = [];
  readonly #limit: number;
  readonly #periodMs: number;

  /** @param limit restarts within the period; @param periodMs milliseconds */
  constructor(limit = 3, periodMs = 10 * 60_000) {
    this.#limit = limit;
    this.#periodMs = periodMs;
  }

  /** @param now epoch milliseconds @returns whether it may be started again; that then counts */
  spend(now: number): boolean {
    const recent = this.#times.filter((time) => now - time < this.#periodMs);
    if (recent.length >= this.#limit) return false;
    this.#times.splice(0, Infinity, ...recent, now);
    return true;
  }
}
