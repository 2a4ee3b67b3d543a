import { useCallback } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { formatFor } from '../../i18n/format.ts';
import { noonOf, type Bucket, type BucketUnit } from './volume-buckets.ts';

/** @returns a function that names a bucket: its day, the first day of its week, its month */
export function useBucketLabel(unit: BucketUnit): (bucket: Bucket) => string {
  const { locale } = useFormat();
  return useCallback(
    (bucket) => {
      // Dates without a time: formatted in UTC, where their noon was taken.
      const format = formatFor(locale, 'UTC');
      return unit === 'month' ? format.month(noonOf(bucket.from)) : format.day(noonOf(bucket.from));
    },
    [locale, unit],
  );
}
