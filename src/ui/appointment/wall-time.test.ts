import { describe, expect, test } from 'vitest';
import { isSkipped, momentOf, nextBookable, onDate, plusDays, wallTimeAt } from './wall-time.ts';

const berlin = 'Europe/Berlin';
const at = (iso: string): number => Date.parse(iso);

describe('wallTimeAt and momentOf', () => {
  test('are each other’s inverse in the zone, not in the machine’s', () => {
    const ms = at('2026-07-01T08:30:00Z');
    expect(wallTimeAt(ms, berlin)).toEqual({ date: '2026-07-01', time: '10:30' });
    expect(wallTimeAt(ms, 'America/Los_Angeles')).toEqual({ date: '2026-07-01', time: '01:30' });
    expect(momentOf({ date: '2026-07-01', time: '10:30' }, berlin)).toBe(ms);
  });

  test('a skipped time is the moment as much later and says so', () => {
    const skipped = { date: '2026-03-29', time: '02:30' };
    expect(momentOf(skipped, berlin)).toBe(at('2026-03-29T01:30:00Z'));
    expect(isSkipped(skipped, berlin)).toBe(true);
    expect(isSkipped({ date: '2026-03-29', time: '03:30' }, berlin)).toBe(false);
  });

  test('of a time that comes twice, the first counts', () => {
    expect(momentOf({ date: '2026-10-25', time: '02:30' }, berlin)).toBe(at('2026-10-25T00:30:00Z'));
  });

  test('an incomplete entry is no moment', () => {
    expect(momentOf({ date: '', time: '10:00' }, berlin)).toBeNull();
    expect(momentOf({ date: '2026-07-01', time: '' }, berlin)).toBeNull();
    expect(momentOf({ date: '2026-07-01', time: '25:00' }, berlin)).toBeNull();
  });
});

describe('plusDays and onDate', () => {
  test('ten o’clock stays ten o’clock when the clocks change in between', () => {
    const saturday = at('2026-03-28T09:00:00Z');
    expect(wallTimeAt(plusDays(saturday, 1, berlin), berlin)).toEqual({ date: '2026-03-29', time: '10:00' });
    expect(plusDays(saturday, 1, berlin) - saturday).toBe(23 * 3_600_000);
    expect(wallTimeAt(plusDays(saturday, -7, berlin), berlin).time).toBe('10:00');
    expect(wallTimeAt(onDate(saturday, '2026-10-25', berlin), berlin).time).toBe('10:00');
  });
});

test('nextBookable rounds up to a quarter and keeps to the daytime', () => {
  expect(nextBookable(at('2026-07-01T08:31:00Z'), berlin)).toBe(at('2026-07-01T08:45:00Z'));
  expect(nextBookable(at('2026-07-01T08:45:00Z'), berlin)).toBe(at('2026-07-01T08:45:00Z'));
  expect(nextBookable(at('2026-07-01T02:10:00Z'), berlin)).toBe(at('2026-07-01T06:00:00Z'));
  expect(nextBookable(at('2026-07-01T20:10:00Z'), berlin)).toBe(at('2026-07-02T06:00:00Z'));
  // The clocks go back in the night between.
  expect(nextBookable(at('2026-10-24T20:10:00Z'), berlin)).toBe(at('2026-10-25T07:00:00Z'));
});
