// Verifies: SYNC-2, SYNC-3, SYNC-4, SYNC-5, SYNC-7 on random histories of three devices over a bad network.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histories } from '../support/simulation/actions.ts';
import { live } from '../support/simulation/live.ts';

const runs = Number(process.env['OUTPOST_CONVERGENCE_RUNS'] ?? 1000);

describe('convergence', () => {
  it(`holds every invariant over ${runs} histories`, { timeout: 3_600_000 }, () => {
    fc.assert(
      fc.property(fc.nat(), histories, (seed, history) => {
        live(seed, history);
      }),
      { numRuns: runs },
    );
  });

  it('holds them on SQLite, too, with the same outcome', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(fc.nat(), histories, (seed, history) => {
        expect(live(seed, history, 'sqlite').fingerprint()).toBe(live(seed, history).fingerprint());
      }),
      { numRuns: Math.ceil(runs / 40) },
    );
  });

  it('gives the same trace for the same seed', () => {
    const history = fc.sample(histories, { seed: 7, numRuns: 1 })[0]!;
    expect(live(42, history).fingerprint()).toBe(live(42, history).fingerprint());
    expect(live(42, history).fingerprint()).not.toBe(live(43, history).fingerprint());
  });
});
