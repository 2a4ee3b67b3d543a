import { addDays, monthOf, weekOf, type Period } from '../../../core/queries/days.ts';

export type BucketUnit = 'day' | 'week' | 'month';

/** Neighbouring days drawn as one bar. */
export type Bucket = Period & {
  /** Positions of its days in the list of days. */
  readonly indexes: readonly number[];
};

const mostDailyBars = 100;
const mostWeeklyBars = 105;

/** @returns how wide the bars are: as fine as can still be read */
export function bucketUnit(days: number): BucketUnit {
  if (days <= mostDailyBars) return 'day';
  return days <= mostWeeklyBars * 7 ? 'week' : 'month';
}

/**
 * Groups the days of a period; the first and the last group end with the period.
 * @param days YYYY-MM-DD, in order
 */
export function bucketsOf(days: readonly string[], unit: BucketUnit): readonly Bucket[] {
  const buckets: { from: string; to: string; indexes: number[] }[] = [];
  for (const [index, date] of days.entries()) {
    const last = buckets.at(-1);
    if (last && startOfUnit(last.from, unit) === startOfUnit(date, unit)) {
      last.to = date;
      last.indexes.push(index);
    } else {
      buckets.push({ from: date, to: date, indexes: [index] });
    }
  }
  return buckets;
}

function startOfUnit(date: string, unit: BucketUnit): string {
  if (unit === 'day') return date;
  return unit === 'week' ? weekOf(date).from : monthOf(date).from;
}

/** @returns the sum of a bucket's days */
export function sumIn(bucket: Bucket, counts: readonly number[]): number {
  return bucket.indexes.reduce((sum, index) => sum + (counts[index] ?? 0), 0);
}

/** @returns noon UTC of a date, epoch milliseconds: for formats that work in UTC */
export function noonOf(date: string): number {
  return Date.parse(`${addDays(date, 0)}T12:00:00Z`);
}
