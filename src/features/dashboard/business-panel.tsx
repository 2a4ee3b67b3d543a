import type { ChartOptions } from 'chart.js';
import { useMemo, useState } from 'react';
import { Doughnut } from 'react-chartjs-2';
import { useTranslation } from 'react-i18next';
import type { Period } from '../../../core/queries/days.ts';
import { perBusiness, type PerBusiness } from '../../../core/queries/per-business.ts';
import { navigate } from '../../app/router.ts';
import { useQuery } from '../../bridge/hooks.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { toneOf } from '../../ui/hue.ts';
import { Panel } from '../../ui/panel.tsx';
import { DotLabel } from '../../ui/stage-chip.tsx';
import { baseOptions, useChartTheme } from './chart-theme.ts';
import { hrefBehind, leadsBehind } from './leads-link.ts';
import { ViewToggle } from './view-toggle.tsx';
import classes from './dashboard.module.css';

/** How the period's leads share out over the businesses (A8). The list below the doughnut is its table and its legend. */
export function BusinessPanel({ period }: { period: Period }) {
  const { t } = useTranslation('dashboard');
  const [asTable, setAsTable] = useState(false);
  const { data, error } = useQuery(perBusiness, { from: period.from, to: period.to }, { keepPrevious: true });
  const counted = data?.businesses.reduce((sum, business) => sum + business.total, 0) ?? 0;
  return (
    <Panel
      title={t('business.title')}
      description={data && counted > data.total ? t('business.overlap') : undefined}
      actions={<ViewToggle asTable={asTable} onChange={setAsTable} of={t('business.title')} />}
    >
      {error && <ErrorNotice error={error} />}
      {data?.businesses.length === 0 && <EmptyState kind="filtered" title={t('empty.title')} compact />}
      {data && data.businesses.length > 0 && (
        <>
          {!asTable && <BusinessDoughnut data={data} period={period} />}
          <BusinessList data={data} period={period} counted={counted} />
        </>
      )}
    </Panel>
  );
}

function BusinessDoughnut({ data, period }: { data: PerBusiness; period: Period }) {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const theme = useChartTheme();
  const options = useMemo<ChartOptions<'doughnut'>>(
    () => ({
      ...baseOptions(theme),
      cutout: '72%',
      onClick: (_event, elements) => {
        const business = elements[0] && data.businesses[elements[0].index];
        if (business) navigate(leadsBehind(period, { businessId: business.businessId }));
      },
    }),
    [theme, data, period],
  );
  const chart = {
    labels: data.businesses.map(({ name }) => name ?? t('business.none')),
    datasets: [
      {
        data: data.businesses.map(({ total }) => total),
        backgroundColor: data.businesses.map(({ color }) => toneOf(color)),
        borderColor: theme.ground,
        borderWidth: 2,
      },
    ],
  };
  return (
    <div className={classes.doughnut}>
      <Doughnut data={chart} options={options} role="img" aria-label={t('business.alt')} />
      <div className={classes.doughnutCentre} aria-hidden>
        <span className={classes.bigFigure}>{format.number(data.total)}</span>
        <span>{t('table.leads')}</span>
      </div>
    </div>
  );
}

function BusinessList({ data, period, counted }: { data: PerBusiness; period: Period; counted: number }) {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  return (
    <ul className={classes.shares}>
      {data.businesses.map(({ businessId, name, color, total }) => (
        <li key={businessId ?? 'none'}>
          <a className={classes.share} href={hrefBehind(period, { businessId })} title={t('openLeads')}>
            <DotLabel name={name ?? t('business.none')} color={color} />
            <span className={classes.shareFigure}>{format.number(total)}</span>
            <span className={classes.sharePercent}>{format.percent(total / counted)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
