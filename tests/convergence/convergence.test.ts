// Verifies: SYNC-1, SYNC-2, SYNC-3, SYNC-4, SYNC-5, SYNC-6, SYNC-7, SYNC-8, SYNC-9 on random histories of five devices and more over
// a bad network, with power cuts, damaged disks, restored profiles and restored servers; one in fifty on SQLite, too, with the same
// outcome. `npm run test:convergence` runs as many as you like.
import { describe, expect, it } from 'vitest';
import { live } from '../support/simulation/live.ts';
import { numbered } from '../support/simulation/numbered.ts';
import { everyone } from '../support/simulation/world.ts';
import { firstFailure, half } from './in-numbers.ts';

describe('convergence', () => {
  it(`holds every invariant over the first ${half} histories`, { timeout: 3_600_000 }, () => {
    expect(firstFailure(0)).toBeUndefined();
  });

  it('gives the same trace for the same seed', () => {
    const fingerprint = (seed: number): string => live(seed, numbered(7), 'memory', everyone).fingerprint();
    expect(fingerprint(42)).toBe(fingerprint(42));
    expect(fingerprint(42)).not.toBe(fingerprint(43));
  });
});
