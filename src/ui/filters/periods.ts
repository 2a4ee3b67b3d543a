import { addDays } from '../../../core/queries/days.ts';

/** Periods that people ask for by name. */
export const namedPeriods = ['today', 'last7', 'last30', 'thisMonth', 'lastMonth', 'thisYear'] as const;
export type NamedPeriod = (typeof namedPeriods)[number];

/** First and last day, YYYY-MM-DD, both included. */
type Days = { readonly from: string; readonly to: string };

/** @param today YYYY-MM-DD in the organization's zone */
export function daysOfPeriod(period: NamedPeriod, today: string): Days {
  const firstOfMonth = `${today.slice(0, 8)}01`;
  switch (period) {
    case 'today':
      return { from: today, to: today };
    case 'last7':
      return { from: addDays(today, -6), to: today };
    case 'last30':
      return { from: addDays(today, -29), to: today };
    case 'thisMonth':
      return { from: firstOfMonth, to: today };
    case 'lastMonth': {
      const lastDay = addDays(firstOfMonth, -1);
      return { from: `${lastDay.slice(0, 8)}01`, to: lastDay };
    }
    case 'thisYear':
      return { from: `${today.slice(0, 5)}01-01`, to: today };
  }
}

/** @returns the name of a period, when it has one */
export function periodNamed(from: string | undefined, to: string | undefined, today: string): NamedPeriod | undefined {
  return namedPeriods.find((name) => {
    const days = daysOfPeriod(name, today);
    return days.from === from && days.to === to;
  });
}
