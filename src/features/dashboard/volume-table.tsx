import { Anchor, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DashboardVolume } from '../../../core/queries/dashboard-volume.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { hrefBehind, type Behind } from './leads-link.ts';
import { sumIn, type Bucket, type BucketUnit } from './volume-buckets.ts';
import { useBucketLabel } from './use-bucket-label.ts';
import classes from './dashboard.module.css';

type Props = { readonly volume: DashboardVolume; readonly buckets: readonly Bucket[]; readonly unit: BucketUnit };

/** The chart's figures, newest first; each opens the leads behind it. */
export function VolumeTable({ volume, buckets, unit }: Props) {
  const { t } = useTranslation('dashboard');
  const label = useBucketLabel(unit);
  return (
    // What scrolls must be reachable from the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scrollTable} tabIndex={0} role="group" aria-label={t('volume.title')}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t(`table.${unit}`)}</Table.Th>
            {volume.businesses.map(({ businessId, name }) => (
              <Table.Th key={businessId ?? 'none'} ta="end">
                {name ?? t('business.none')}
              </Table.Th>
            ))}
            <Table.Th ta="end">{t('table.total')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {buckets.toReversed().map((bucket) => (
            <Table.Tr key={bucket.from}>
              <Table.Th scope="row" fw={400}>
                {label(bucket)}
              </Table.Th>
              {volume.businesses.map(({ businessId, counts }) => (
                <Table.Td key={businessId ?? 'none'} ta="end">
                  <Figure value={sumIn(bucket, counts)} bucket={bucket} behind={{ businessId }} />
                </Table.Td>
              ))}
              <Table.Td ta="end" fw={600}>
                <Figure value={sumIn(bucket, volume.counts)} bucket={bucket} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Figure({ value, bucket, behind }: { value: number; bucket: Bucket; behind?: Behind }) {
  const format = useFormat();
  if (value === 0) return <span className={classes.zero}>0</span>;
  return (
    <Anchor href={hrefBehind(bucket, behind)} className="tabular" inherit>
      {format.number(value)}
    </Anchor>
  );
}
