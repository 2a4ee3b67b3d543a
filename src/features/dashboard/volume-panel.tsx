import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dashboardVolume } from '../../../core/queries/dashboard-volume.ts';
import type { Period } from '../../../core/queries/days.ts';
import { useQuery } from '../../bridge/hooks.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { VolumeChart } from './volume-chart.tsx';
import { VolumeTable } from './volume-table.tsx';
import { bucketsOf, bucketUnit } from './volume-buckets.ts';
import { ViewToggle } from './view-toggle.tsx';
import classes from './dashboard.module.css';

/** New leads per business over time (A5). */
export function VolumePanel({ period }: { period: Period }) {
  const { t } = useTranslation('dashboard');
  const [asTable, setAsTable] = useState(false);
  const { data, error } = useQuery(dashboardVolume, { from: period.from, to: period.to }, { keepPrevious: true });
  const unit = bucketUnit(data?.days.length ?? 0);
  const buckets = data ? bucketsOf(data.days, unit) : [];
  return (
    <Panel
      title={t('volume.title')}
      description={t('volume.description', { unit: t(`volume.unit.${unit}`) })}
      actions={<ViewToggle asTable={asTable} onChange={setAsTable} of={t('volume.title')} />}
      className={classes.wide}
      flush={asTable}
    >
      {error && <ErrorNotice error={error} />}
      {data &&
        (asTable ? (
          <VolumeTable volume={data} buckets={buckets} unit={unit} />
        ) : (
          <VolumeChart volume={data} buckets={buckets} unit={unit} />
        ))}
    </Panel>
  );
}
