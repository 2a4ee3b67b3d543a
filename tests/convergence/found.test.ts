// Histories that once broke an invariant, kept as they were found.
import { describe, expect, it } from 'vitest';
import type { Action } from '../support/simulation/actions.ts';
import { live } from '../support/simulation/live.ts';

const act = (kind: Action['kind'], device: number, value = 0, pick = 0): Action => ({ kind, device, pick, value });

describe('histories that once broke an invariant', () => {
  it('a mutation whose answer was lost is not replayed on rows that already hold its effect', () => {
    const history = [act('edit', 2), act('backUp', 2), act('passLong', 0, 8), act('restoreBackup', 2)];
    expect(() => live(1_331_809_011, history)).not.toThrow();
  });

  it('a restored profile whose server knows more than it does takes a new identity before it is edited', () => {
    const history = [
      act('passLong', 0, 3),
      act('backUp', 0),
      act('edit', 0),
      act('restoreBackup', 0),
      act('pass', 0, 23),
      act('edit', 0, 1),
    ];
    expect(() => live(0, history)).not.toThrow();
  });

  it('a mutation that is numbered anew after a fork does not keep the id of its old number', () => {
    const history = [
      act('passLong', 0, 14),
      act('assign', 0, 0, 448),
      act('passLong', 0, 40),
      act('pass', 0, 263),
      act('backUp', 0),
      act('assign', 0, 0, 225),
      act('restoreBackup', 0),
      act('pass', 0, 25),
      act('edit', 0, 0, 459),
    ];
    expect(() => live(0, history)).not.toThrow();
  });
});
