import type { ChartOptions } from 'chart.js';
import { useMemo } from 'react';
import { Bar } from 'react-chartjs-2';
import { useTranslation } from 'react-i18next';
import type { DashboardVolume } from '../../../core/queries/dashboard-volume.ts';
import { navigate } from '../../app/router.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { toneOf } from '../../ui/hue.ts';
import { DotLabel } from '../../ui/stage-chip.tsx';
import { baseOptions, useChartTheme } from './chart-theme.ts';
import { leadsBehind } from './leads-link.ts';
import { sumIn, type Bucket, type BucketUnit } from './volume-buckets.ts';
import { useBucketLabel } from './use-bucket-label.ts';
import classes from './dashboard.module.css';

type Props = { readonly volume: DashboardVolume; readonly buckets: readonly Bucket[]; readonly unit: BucketUnit };

/** Stacked bars; a click on a part opens its leads. The table view is the twin for the keyboard. */
export function VolumeChart({ volume, buckets, unit }: Props) {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const options = useVolumeOptions({ volume, buckets, unit });
  const label = useBucketLabel(unit);
  const data = useMemo(
    () => ({
      labels: buckets.map((bucket) => label(bucket)),
      datasets: volume.businesses.map((business) => ({
        label: business.name ?? t('business.none'),
        data: buckets.map((bucket) => sumIn(bucket, business.counts)),
        backgroundColor: toneOf(business.color),
        borderRadius: 2,
        maxBarThickness: 28,
      })),
    }),
    [volume, buckets, label, t],
  );
  return (
    <>
      <div className={classes.volumeChart}>
        <Bar
          data={data}
          options={options}
          role="img"
          aria-label={t('volume.alt', { unit: t(`volume.unit.${unit}`), total: format.number(volume.total) })}
        />
      </div>
      <ul className={classes.legend}>
        {volume.businesses.map(({ businessId, name, color }) => (
          <li key={businessId ?? 'none'}>
            <DotLabel name={name ?? t('business.none')} color={color} />
          </li>
        ))}
      </ul>
    </>
  );
}

function useVolumeOptions({ volume, buckets }: Props): ChartOptions<'bar'> {
  const theme = useChartTheme();
  return useMemo(() => {
    const base = baseOptions(theme);
    const ticks = { color: theme.text, font: base.font };
    return {
      ...base,
      interaction: { mode: 'index', intersect: false },
      plugins: {
        ...base.plugins,
        tooltip: { ...base.plugins.tooltip, filter: (item) => item.parsed.y !== 0 },
      },
      scales: {
        x: {
          stacked: true,
          grid: { display: false },
          border: { color: theme.grid },
          ticks: { ...ticks, maxRotation: 0, autoSkipPadding: 16 },
        },
        y: {
          stacked: true,
          beginAtZero: true,
          border: { display: false },
          grid: { color: theme.grid },
          ticks: { ...ticks, precision: 0, maxTicksLimit: 6 },
        },
      },
      onHover: (event, elements) => {
        const canvas = event.native?.target;
        if (canvas instanceof HTMLElement) canvas.style.cursor = elements.length > 0 ? 'pointer' : '';
      },
      onClick: (event, _elements, chart) => {
        if (!event.native) return;
        const hit = chart.getElementsAtEventForMode(event.native, 'nearest', { intersect: true }, false)[0];
        const column = hit ?? chart.getElementsAtEventForMode(event.native, 'index', { intersect: false }, false)[0];
        const bucket = column && buckets[column.index];
        if (!bucket) return;
        const business = hit && volume.businesses[hit.datasetIndex];
        navigate(leadsBehind(bucket, business ? { businessId: business.businessId } : {}));
      },
    };
  }, [theme, volume, buckets]);
}
