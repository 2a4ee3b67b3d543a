import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  boundsOf,
  dateAt,
  daysOf,
  isIsoDate,
  monthOf,
  periodDays,
  previousPeriod,
  startOfDay,
  weekOf,
} from './days.ts';

const HOUR_MS = 3_600_000;
const hoursIn = (date: string, timeZone: string) => {
  const { startMs, endMs } = boundsOf({ from: date, to: date }, timeZone);
  return (endMs - startMs) / HOUR_MS;
};

describe('days in a zone', () => {
  test.each([
    ['Europe/Berlin', '2024-03-31', 23],
    ['Europe/Berlin', '2024-10-27', 25],
    ['Europe/Berlin', '2024-10-26', 24],
    ['America/New_York', '2024-03-10', 23],
    ['America/New_York', '2024-11-03', 25],
    // Half an hour.
    ['Australia/Lord_Howe', '2024-04-07', 24.5],
    ['Australia/Lord_Howe', '2024-10-06', 23.5],
    // Midnight itself is skipped.
    ['America/Santiago', '2024-09-08', 23],
    ['Asia/Beirut', '2024-03-31', 23],
    // Midnight comes twice.
    ['America/Havana', '2024-11-03', 25],
    ['Asia/Kathmandu', '2024-07-01', 24],
    // The whole day was skipped.
    ['Pacific/Apia', '2011-12-30', 0],
  ])('in %s %s has %d hours', (timeZone, date, hours) => {
    expect(hoursIn(date, timeZone)).toBe(hours);
  });

  test('begin at local midnight, or at the first moment after it where clocks skip it', () => {
    expect(startOfDay('2024-01-15', 'Europe/Berlin')).toBe(Date.UTC(2024, 0, 14, 23));
    expect(startOfDay('2024-07-15', 'Europe/Berlin')).toBe(Date.UTC(2024, 6, 14, 22));
    expect(startOfDay('2024-09-08', 'America/Santiago')).toBe(Date.UTC(2024, 8, 8, 4));
    expect(startOfDay('2024-11-03', 'America/Havana')).toBe(Date.UTC(2024, 10, 3, 4));
  });

  test('follow each other without gap or overlap, and every moment lies in the day of its date', () => {
    const zones = [
      'Europe/Berlin',
      'America/New_York',
      'America/Santiago',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'UTC',
      'Pacific/Apia',
    ];
    const moments = fc.record({
      zone: fc.constantFrom(...zones),
      day: fc.integer({ min: 0, max: 20_000 }),
      part: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    });
    fc.assert(
      fc.property(moments, ({ zone, day, part }) => {
        const from = addDays('1990-01-01', day);
        const days = daysOf({ from, to: addDays(from, 3) }, zone);
        expect(days.map(({ date }) => date)).toEqual([0, 1, 2, 3].map((i) => addDays(from, i)));
        for (const [i, { startMs, endMs, date }] of days.entries()) {
          expect(endMs).toBe(days[i + 1]?.startMs ?? endMs);
          const moment = Math.min(endMs - 1, Math.floor(startMs + (endMs - startMs) * part));
          // A day that a zone skipped has no moment.
          if (endMs === startMs) continue;
          expect(new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(moment)).toBe(date);
          expect(dateAt(moment, zone)).toBe(date);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('periods', () => {
  test('the previous one has as many days and ends the day before', () => {
    expect(previousPeriod({ from: '2024-11-01', to: '2024-11-30' })).toEqual({ from: '2024-10-02', to: '2024-10-31' });
    expect(previousPeriod({ from: '2024-03-01', to: '2024-03-01' })).toEqual({ from: '2024-02-29', to: '2024-02-29' });
  });

  test('count both ends', () => {
    expect(periodDays('2024-02-28', '2024-03-01')).toBe(3);
    expect(periodDays('2024-03-01', '2024-02-28')).toBe(-1);
  });

  test('weeks begin on Monday, months have their own length', () => {
    expect(weekOf('2024-11-20')).toEqual({ from: '2024-11-18', to: '2024-11-24' });
    expect(weekOf('2024-11-24')).toEqual({ from: '2024-11-18', to: '2024-11-24' });
    expect(weekOf('2024-12-30')).toEqual({ from: '2024-12-30', to: '2025-01-05' });
    expect(monthOf('2024-02-10')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
    expect(monthOf('2023-12-31')).toEqual({ from: '2023-12-01', to: '2023-12-31' });
  });
});

test.each(['2024-02-30', '2024-13-01', '24-01-01', '2024-1-1', '2024-01-01T00:00', '0000-01-01', ''])(
  '%o is no date',
  (text) => expect(isIsoDate(text)).toBe(false),
);

test.each(['2024-02-29', '1999-12-31'])('%o is a date', (text) => expect(isIsoDate(text)).toBe(true));
