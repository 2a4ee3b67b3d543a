import { describe, expect, it } from 'vitest';
import { periodFromQuery, queryOfChoice } from './period.ts';
import { bucketsOf, bucketUnit, sumIn } from './volume-buckets.ts';

describe('the period of an address', () => {
  it.each([
    [{}, { choice: '30d', from: '2026-02-12', to: '2026-03-13' }],
    [{ period: '7d' }, { choice: '7d', from: '2026-03-07', to: '2026-03-13' }],
    [{ period: 'month' }, { choice: 'month', from: '2026-03-01', to: '2026-03-13' }],
    [
      { period: 'custom', from: '2026-01-01', to: '2026-01-31' },
      { choice: 'custom', from: '2026-01-01', to: '2026-01-31' },
    ],
    [
      { period: 'custom', from: '2026-02-30', to: '2026-01-31' },
      { choice: 'custom', from: '2026-02-12', to: '2026-03-13' },
    ],
    [{ period: 'nonsense' }, { choice: '30d', from: '2026-02-12', to: '2026-03-13' }],
  ])('%o', (query, expected) => {
    expect(periodFromQuery(query, '2026-03-13')).toEqual(expected);
  });

  it('starts a custom period from the one that was shown', () => {
    const shown = { from: '2026-03-01', to: '2026-03-13' };
    expect(queryOfChoice('custom', shown)).toEqual({ period: 'custom', ...shown });
    expect(queryOfChoice('7d', shown)).toEqual({ period: '7d', from: undefined, to: undefined });
  });
});

describe('bars', () => {
  it('are as fine as can be read', () => {
    expect([90, 101, 735, 736].map(bucketUnit)).toEqual(['day', 'week', 'week', 'month']);
  });

  it('group by week from Monday; the period cuts the first and the last', () => {
    const days = ['2026-03-07', '2026-03-08', '2026-03-09', '2026-03-10'];
    const buckets = bucketsOf(days, 'week');
    expect(buckets).toEqual([
      { from: '2026-03-07', to: '2026-03-08', indexes: [0, 1] },
      { from: '2026-03-09', to: '2026-03-10', indexes: [2, 3] },
    ]);
    expect(buckets.map((bucket) => sumIn(bucket, [1, 2, 3, 4]))).toEqual([3, 7]);
  });

  it('group by month', () => {
    expect(bucketsOf(['2026-01-31', '2026-02-01'], 'month').map(({ from }) => from)).toEqual([
      '2026-01-31',
      '2026-02-01',
    ]);
  });
});
