import { describe, expect, it } from 'vitest';
import { carryKeyOf, pickUp, stepCarry, type Carry, type CarryKey } from './carry.ts';

/** Presses keys until the carrying is over. */
function press(carry: Carry, keys: readonly CarryKey[], columns = 4): ReturnType<typeof stepCarry> {
  let held = carry;
  for (const [i, key] of keys.entries()) {
    const step = stepCarry(held, key, columns);
    if (step.kind !== 'over' || i === keys.length - 1) return step;
    held = step.carry;
  }
  throw new Error('no keys');
}

describe('carrying cards with the keyboard', () => {
  it('drops all carried cards into the chosen column', () => {
    expect(press(pickUp(['a', 'b'], 1), ['next', 'next', 'drop'])).toEqual({
      kind: 'drop',
      ids: ['a', 'b'],
      column: 3,
    });
  });

  it('holds at the first and the last column', () => {
    expect(press(pickUp(['a'], 1), ['previous', 'previous', 'previous'])).toMatchObject({ carry: { over: 0 } });
    expect(press(pickUp(['a'], 1), ['last', 'next'])).toMatchObject({ carry: { over: 3 } });
    expect(press(pickUp(['a'], 2), ['first'])).toMatchObject({ carry: { over: 0 } });
  });

  it('changes nothing when cancelled or dropped where it began', () => {
    expect(press(pickUp(['a'], 1), ['next', 'cancel'])).toEqual({ kind: 'cancel' });
    expect(press(pickUp(['a'], 1), ['drop'])).toEqual({ kind: 'cancel' });
    expect(press(pickUp(['a'], 1), ['next', 'previous', 'drop'])).toEqual({ kind: 'cancel' });
  });

  it('reads arrows in the direction of the layout', () => {
    expect(carryKeyOf('ArrowRight', false)).toBe('next');
    expect(carryKeyOf('ArrowRight', true)).toBe('previous');
    expect(carryKeyOf('ArrowLeft', true)).toBe('next');
    expect(carryKeyOf('a', false)).toBeUndefined();
  });
});
