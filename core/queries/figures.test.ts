import { expect, test } from 'vitest';
import { meanOf, percentageChange, percentageOf } from './figures.ts';

test.each([
  [0, 0, 0],
  [5, 0, null],
  [0, 5, -100],
  [10, 8, 25],
  [1, 3, -66.7],
  [3, 3, 0],
])('from what was to %d after %d is %o percent', (current, previous, change) => {
  expect(percentageChange(current, previous)).toBe(change);
});

test('shares and means of nothing', () => {
  expect(percentageOf(0, 0)).toBe(0);
  expect(percentageOf(1, 3)).toBe(33.3);
  expect(meanOf(0, 0)).toBeNull();
  expect(meanOf(7, 2)).toBe(4);
});
