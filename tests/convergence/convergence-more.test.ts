// Verifies: SYNC-1, SYNC-2, SYNC-3, SYNC-4, SYNC-5, SYNC-6, SYNC-7, SYNC-8, SYNC-9: the other half of the histories.
import { describe, expect, it } from 'vitest';
import { firstFailure, half } from './in-numbers.ts';

describe('convergence', () => {
  it(`holds every invariant over ${half} more histories`, { timeout: 3_600_000 }, () => {
    expect(firstFailure(half)).toBeUndefined();
  });
});
