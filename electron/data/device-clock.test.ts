// Verifies: SYNC-6 — the clock that decides which of two edits is the later one: held between the last contact and the server's now.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockOffset, correctedAt, heldBack } from './device-clock.ts';

const yearMs = 365 * 86_400_000;
const start = Date.UTC(2026, 0, 15);

/** A laptop's history: time that passes, and whether it then meets the server, does something, or has its clock set. */
const steps = fc.array(
  fc.record({
    passes: fc.nat({ max: 3_600_000 }),
    kind: fc.constantFrom('contact', 'act', 'setClock'),
    skew: fc.integer({ min: -yearMs, max: yearMs }),
    tripMs: fc.nat({ max: 2000 }),
  }),
  { minLength: 1, maxLength: 60, size: 'max' },
);

describe('clockOffset', () => {
  it('is right on a clock that was set while the request was under way', () => {
    for (const jumpMs of [-3 * 86_400_000, -90_000, 90_000, 3 * 86_400_000]) {
      const trip = { sentAt: start, receivedAt: start + 40 + jumpMs };
      expect(Math.abs(start + 20 - (trip.receivedAt + clockOffset(start + 20, trip)))).toBeLessThanOrEqual(20);
    }
  });
});

describe('correctedAt', () => {
  it('never decreases between contacts and is never before the last one, however wrong the clock is', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: -yearMs, max: yearMs }), (history, skewAtFirst) => {
        let [now, skew, offsetMs, lastAt, contactAt] = [start, skewAtFirst, 0, 0, 0];
        for (const step of history) {
          now += step.passes;
          if (step.kind === 'setClock') skew = step.skew;
          if (step.kind === 'contact') {
            offsetMs = clockOffset(now, { sentAt: now - step.tripMs + skew, receivedAt: now + skew });
            contactAt = now;
            lastAt = heldBack(lastAt, now);
          }
          if (step.kind !== 'act') continue;
          const at = correctedAt({ clock: now + skew, offsetMs, lastAt, contactAt });
          expect(at).toBeGreaterThanOrEqual(lastAt);
          expect(at).toBeGreaterThanOrEqual(contactAt);
          lastAt = at;
        }
      }),
    );
  });

  it('is right to within the round trip on a clock that is a year off in either direction, once the server has been met', () => {
    const skews = fc.integer({ min: -yearMs, max: yearMs });
    fc.assert(
      fc.property(skews, fc.nat({ max: 2000 }), fc.nat({ max: 30 * 86_400_000 }), (skew, tripMs, offlineMs) => {
        // Before the first contact something was done, and written down with the wrong time.
        const before = correctedAt({ clock: start + skew, offsetMs: 0, lastAt: 0, contactAt: 0 });
        const offsetMs = clockOffset(start, {
          sentAt: start - tripMs / 2 + skew,
          receivedAt: start + tripMs / 2 + skew,
        });
        const lastAt = heldBack(before, start);
        const at = correctedAt({ clock: start + offlineMs + skew, offsetMs, lastAt, contactAt: start });
        expect(at - (start + offlineMs)).toBeLessThanOrEqual(60_000);
        expect(at).toBeGreaterThanOrEqual(start + offlineMs - 1);
      }),
    );
  });
});
