import { expect, test } from 'vitest';
import { totalsOf } from './line-totals.ts';

test('amounts of different currencies are never added', () => {
  const lines = [
    { totalMinor: 100, currency: 'EUR' },
    { totalMinor: 5, currency: 'USD' },
    { totalMinor: -30, currency: 'EUR' },
  ];
  expect(totalsOf(lines)).toEqual([
    { currency: 'EUR', totalMinor: 70 },
    { currency: 'USD', totalMinor: 5 },
  ]);
  expect(totalsOf([])).toEqual([]);
});
