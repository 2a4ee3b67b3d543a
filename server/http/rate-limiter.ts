/** How fast a caller may go on for long, and how many requests may come at once. */
export type RateLimit = { readonly perSecond: number; readonly burst: number };

type Bucket = { tokens: number; at: number };

/** Callers remembered at once; whoever was quiet for longest goes first, and then has a full bucket again. */
const mostBuckets = 50_000;

/**
 * A token bucket for each caller. Buckets are of this process: several server processes multiply what a caller may do.
 */
export class RateLimiter {
  private readonly buckets = new Map<string, Bucket>();
  private readonly limit: RateLimit;
  private readonly now: () => number;

  /** @param now epoch milliseconds */
  constructor(limit: RateLimit, now: () => number) {
    this.limit = limit;
    this.now = now;
  }

  /** Takes a token. @returns 0 when there was one, otherwise the whole seconds until there is */
  take(caller: string): number {
    const { perSecond, burst } = this.limit;
    const now = this.now();
    const before = this.buckets.get(caller) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, before.tokens + (Math.max(0, now - before.at) / 1000) * perSecond);
    const isAllowed = tokens >= 1;
    this.buckets.delete(caller);
    this.buckets.set(caller, { tokens: isAllowed ? tokens - 1 : tokens, at: now });
    if (this.buckets.size > mostBuckets) this.buckets.delete(this.buckets.keys().next().value!);
    return isAllowed ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));
  }
}
