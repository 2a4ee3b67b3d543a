import { expect, test } from 'vitest';
import { timesAfterKey } from './event-keys.ts';

const zone = 'Europe/Berlin';
const at = (iso: string): number => Date.parse(iso);
const times = { startAt: at('2026-03-28T09:00:00Z'), endAt: at('2026-03-28T09:30:00Z') };
const alt = (key: string, shiftKey = false) => ({ key, altKey: true, shiftKey });

test('Alt with the arrows moves by a quarter of an hour and by a day', () => {
  expect(timesAfterKey(alt('ArrowDown'), times, zone)).toEqual({
    startAt: at('2026-03-28T09:15:00Z'),
    endAt: at('2026-03-28T09:45:00Z'),
  });
  // Over the night in which the clocks go forward ten o'clock stays ten o'clock.
  expect(timesAfterKey(alt('ArrowRight'), times, zone)).toEqual({
    startAt: at('2026-03-29T08:00:00Z'),
    endAt: at('2026-03-29T08:30:00Z'),
  });
});

test('with Shift the length changes, but never below a quarter of an hour', () => {
  const shorter = timesAfterKey(alt('ArrowUp', true), times, zone);
  expect(shorter).toEqual({ startAt: times.startAt, endAt: at('2026-03-28T09:15:00Z') });
  expect(timesAfterKey(alt('ArrowUp', true), shorter!, zone)).toBeUndefined();
});

test('other keys are not its own', () => {
  expect(timesAfterKey({ key: 'ArrowDown', altKey: false, shiftKey: false }, times, zone)).toBeUndefined();
  expect(timesAfterKey(alt('Enter'), times, zone)).toBeUndefined();
});
