/** Failed attempts within the window after which the next one is not even looked at. */
const limits = { account: 20, accountFromAddress: 5, address: 50 } as const;
const windowMs = 15 * 60_000;
const maxEntries = 100_000;

type Attempts = { count: number; since: number };

/**
 * Slows down guessing of passwords. An account that is guessed at from one address stays open from others, until the guesses
 * are so many that they must come from everywhere. Counts are of this process: several server processes multiply them.
 */
export class SignInLimiter {
  private readonly attempts = new Map<string, Attempts>();
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /**
   * Counts an attempt before its password is looked at, so that parallel guesses count too.
   * @returns 0 when it may be made, otherwise the seconds until the next one may
   */
  begin(email: string, address: string): number {
    const keys = keysOf(email, address);
    const waitMs = Math.max(...keys.map(([key, limit]) => this.waitMs(key, limit)));
    if (waitMs > 0) return Math.ceil(waitMs / 1000);
    for (const [key] of keys) this.count(key);
    return 0;
  }

  /** The password was right: what the person mistyped before is forgotten, what others tried is not. */
  succeeded(email: string, address: string): void {
    for (const [key] of keysOf(email, address)) {
      const found = this.attempts.get(key);
      if (found) found.count -= 1;
    }
    this.attempts.delete(`${email} ${address}`);
  }

  private waitMs(key: string, limit: number): number {
    const found = this.attempts.get(key);
    if (!found) return 0;
    const remaining = found.since + windowMs - this.now();
    return found.count >= limit ? Math.max(0, remaining) : 0;
  }

  private count(key: string): void {
    const now = this.now();
    const found = this.attempts.get(key);
    if (found && found.since + windowMs > now) found.count += 1;
    else this.attempts.set(key, { count: 1, since: now });
    if (this.attempts.size > maxEntries) this.prune(now);
  }

  private prune(now: number): void {
    for (const [key, { since }] of this.attempts) if (since + windowMs <= now) this.attempts.delete(key);
    // Still too many: forget the oldest, which a Map keeps first.
    for (const key of this.attempts.keys()) {
      if (this.attempts.size <= maxEntries) break;
      this.attempts.delete(key);
    }
  }
}

function keysOf(email: string, address: string): readonly (readonly [key: string, limit: number])[] {
  return [
    [email, limits.account],
    [`${email} ${address}`, limits.accountFromAddress],
    [address, limits.address],
  ];
}
