// SYNC-11: a device without contact for its lease locks; a clock that is turned back does not make it longer.

/** What a device knows of the time since its last contact. */
export type Lease = {
  /** Milliseconds that have passed without contact, as far as this machine's clock has shown them. */
  readonly elapsedMs: number;
  /** What the clock said last, epoch milliseconds. */
  readonly seenAt: number;
};

const dayMs = 86_400_000;
/** A lease that ends is announced this long before, or in its last quarter. */
const warnDays = 7;

/** @returns the lease of a device that is in contact now */
export function renewedLease(now: number): Lease {
  return { elapsedMs: 0, seenAt: now };
}

/**
 * Lets time pass. Only what the clock goes forward counts: a clock that is turned back stands still for the lease and then goes
 * on from there; one that is a year ahead locks, and signing in begins anew by whatever the clock then says.
 */
export function advancedLease(lease: Lease, now: number): Lease {
  return { elapsedMs: lease.elapsedMs + Math.max(0, now - lease.seenAt), seenAt: now };
}

/** @param days of the lease */
export function isLeaseOver({ elapsedMs }: Lease, days: number): boolean {
  return elapsedMs >= days * dayMs;
}

/** @returns days until the device locks, rounded up, once it is time to say so; else null */
export function daysUntilLock({ elapsedMs }: Lease, days: number): number | null {
  const left = days - elapsedMs / dayMs;
  return left <= Math.min(warnDays, days / 4) ? Math.max(0, Math.ceil(left)) : null;
}
