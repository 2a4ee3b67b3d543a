// Verifies: SYNC-1, SYNC-2, SYNC-3, SYNC-4, SYNC-5, SYNC-6, SYNC-7, SYNC-8, SYNC-9 on random histories of five devices and more over
// a bad network, with power cuts, restored profiles and restored servers. `npm run test:convergence` runs as many as you like.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histories } from '../support/simulation/actions.ts';
import { live } from '../support/simulation/live.ts';
import { everyone } from '../support/simulation/world.ts';

const runs = Number(process.env['OUTPOST_CONVERGENCE_RUNS'] ?? 5000);

describe('convergence', () => {
  it(`holds every invariant over ${runs} histories`, { timeout: 3_600_000 }, () => {
    fc.assert(
      fc.property(fc.nat(), histories, (seed, history) => {
        live(seed, history, 'memory', everyone);
      }),
      { numRuns: runs },
    );
  });

  it('holds them on SQLite, too, with the same outcome', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(fc.nat(), histories, (seed, history) => {
        expect(live(seed, history, 'sqlite', everyone).fingerprint()).toBe(
          live(seed, history, 'memory', everyone).fingerprint(),
        );
      }),
      { numRuns: Math.ceil(runs / 50) },
    );
  });

  it('gives the same trace for the same seed', () => {
    const history = fc.sample(histories, { seed: 7, numRuns: 1 })[0]!;
    expect(live(42, history).fingerprint()).toBe(live(42, history).fingerprint());
    expect(live(42, history).fingerprint()).not.toBe(live(43, history).fingerprint());
  });
});
