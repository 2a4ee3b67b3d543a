// Verifies: SYNC-11
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advancedLease, daysUntilLock, isLeaseOver, renewedLease, type Lease } from './lease.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 0, 15);
const after = (...clock: readonly number[]): Lease => clock.reduce(advancedLease, renewedLease(start));

describe('a lease', () => {
  it('ends after its days without contact, not before', () => {
    expect(isLeaseOver(after(start + 30 * day - 1), 30)).toBe(false);
    expect(isLeaseOver(after(start + 30 * day), 30)).toBe(true);
  });

  it('does not get longer by a clock that is turned back', () => {
    const turnedBack = after(start + 20 * day, start - 300 * day);
    expect(isLeaseOver(advancedLease(turnedBack, start - 291 * day), 30)).toBe(false);
    expect(isLeaseOver(advancedLease(turnedBack, start - 290 * day), 30)).toBe(true);
  });

  it('whatever the clock does, what has passed never gets less, and never less than the clock went forward in all', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -400, max: 400 }), { maxLength: 30 }), (days) => {
        let lease = renewedLease(start);
        let clock = start;
        for (const step of days) {
          clock += step * day;
          const next = advancedLease(lease, clock);
          expect(next.elapsedMs).toBeGreaterThanOrEqual(lease.elapsedMs);
          expect(next.elapsedMs).toBeGreaterThanOrEqual(clock - start);
          lease = next;
        }
      }),
    );
  });

  it('begins anew by a clock that is wrong', () => {
    const ahead = start + 400 * day;
    expect(isLeaseOver(after(ahead), 30)).toBe(true);
    expect(isLeaseOver(advancedLease(renewedLease(ahead), start), 30)).toBe(false);
  });

  it.each([
    [30, 22, null],
    [30, 23.5, 7],
    [30, 29.5, 1],
    [30, 40, 0],
    [8, 5.9, null],
    [8, 6.5, 2],
    [1, 0.5, null],
    [1, 0.9, 1],
  ])('of %d days is announced: after %d days %s are left', (days, passed, left) => {
    expect(daysUntilLock(after(start + passed * day), days)).toBe(left);
  });
});
