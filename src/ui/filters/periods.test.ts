import { describe, expect, it } from 'vitest';
import { daysOfPeriod, periodNamed } from './periods.ts';

describe('daysOfPeriod', () => {
  it('counts today in', () => {
    expect(daysOfPeriod('last7', '2026-03-02')).toEqual({ from: '2026-02-24', to: '2026-03-02' });
    expect(daysOfPeriod('today', '2026-03-02')).toEqual({ from: '2026-03-02', to: '2026-03-02' });
  });

  it('knows months and years', () => {
    expect(daysOfPeriod('lastMonth', '2026-01-15')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect(daysOfPeriod('lastMonth', '2024-03-31')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
    expect(daysOfPeriod('thisMonth', '2026-03-02')).toEqual({ from: '2026-03-01', to: '2026-03-02' });
    expect(daysOfPeriod('thisYear', '2026-03-02')).toEqual({ from: '2026-01-01', to: '2026-03-02' });
  });
});

describe('periodNamed', () => {
  it('finds the name of a period', () => {
    expect(periodNamed('2026-02-24', '2026-03-02', '2026-03-02')).toBe('last7');
    expect(periodNamed('2026-02-24', undefined, '2026-03-02')).toBeUndefined();
  });
});
