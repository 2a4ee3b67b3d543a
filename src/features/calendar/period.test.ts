import { describe, expect, test } from 'vitest';
import { shownDates, shownMoments, steppedDate } from './period.ts';

describe('shownDates', () => {
  test('a month is filled up to whole weeks', () => {
    expect(shownDates('month', '2026-11-21')).toEqual({ from: '2026-10-26', to: '2026-12-06' });
    expect(shownDates('week', '2026-11-22')).toEqual({ from: '2026-11-16', to: '2026-11-22' });
    expect(shownDates('agenda', '2026-11-21')).toEqual({ from: '2026-11-21', to: '2026-12-04' });
  });
});

test('the week in which the clocks change is an hour shorter', () => {
  const { fromMs, toMs } = shownMoments('week', '2026-03-25', 'Europe/Berlin');
  expect(toMs - fromMs).toBe((7 * 24 - 1) * 3_600_000);
});

test('steppedDate goes by the view, months from their first day', () => {
  expect(steppedDate('month', '2026-01-31', 1)).toBe('2026-02-01');
  expect(steppedDate('month', '2026-03-31', -1)).toBe('2026-02-01');
  expect(steppedDate('week', '2026-12-28', 1)).toBe('2027-01-04');
  expect(steppedDate('day', '2026-03-01', -1)).toBe('2026-02-28');
});
