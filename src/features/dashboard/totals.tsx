import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dashboardTotals, type DashboardTotals, type StageTotal } from '../../../core/queries/dashboard-totals.ts';
import type { Period } from '../../../core/queries/days.ts';
import { workspace } from '../../../core/queries/workspace.ts';
import { useQuery } from '../../bridge/hooks.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { StageIcon } from '../../ui/stage-chip.tsx';
import { Change } from './change.tsx';
import { hrefBehind } from './leads-link.ts';
import classes from './totals.module.css';

/** Counts of the period's leads, in all and per stage, with the change against the period before (A6). */
export function Totals({ period }: { period: Period }) {
  const { data, error } = useQuery(dashboardTotals, { from: period.from, to: period.to }, { keepPrevious: true });
  if (error) {
    return (
      <div className={classes.failed}>
        <ErrorNotice error={error} />
      </div>
    );
  }
  if (!data) return <div className={classes.strip} />;
  return <TotalsStrip totals={data} period={period} />;
}

function TotalsStrip({ totals, period }: { totals: DashboardTotals; period: Period }) {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const { data } = useQuery(workspace, {});
  const pipelineIds = [...new Set(totals.stages.map((stage) => stage.pipelineId))];
  const [chosen, setChosen] = useState<string | null>(null);
  const pipelineId = chosen !== null && pipelineIds.includes(chosen) ? chosen : pipelineIds[0];
  const options = (data?.pipelines ?? []).filter(({ id }) => pipelineIds.includes(id));
  return (
    <section className={classes.strip} aria-label={t('newLeads')}>
      <div className={classes.lead}>
        <a className={classes.tile} href={hrefBehind(period)}>
          <span className={classes.name}>{t('newLeads')}</span>
          <span className={classes.figure} data-main>
            {format.number(totals.current)}
          </span>
          <Change compared={totals} />
        </a>
        {options.length > 1 && pipelineId && (
          <Select
            className={classes.pipeline}
            aria-label={t('pipeline')}
            value={pipelineId}
            onChange={setChosen}
            data={options.map(({ id, name }) => ({ value: id, label: name }))}
            allowDeselect={false}
          />
        )}
      </div>
      <ul className={classes.stages}>
        {totals.stages
          .filter((stage) => stage.pipelineId === pipelineId)
          .map((stage) => (
            <li key={stage.stageId}>
              <StageTile stage={stage} period={period} />
            </li>
          ))}
      </ul>
    </section>
  );
}

function StageTile({ stage, period }: { stage: StageTotal; period: Period }) {
  const format = useFormat();
  return (
    <a className={classes.tile} href={hrefBehind(period, { pipelineId: stage.pipelineId, stageId: stage.stageId })}>
      <span className={classes.name}>
        <StageIcon color={stage.color} category={stage.category} />
        <span className={classes.nameText}>{stage.name}</span>
      </span>
      <span className={classes.figure}>{format.number(stage.current)}</span>
      <Change compared={stage} lessIsBetter={stage.category === 'lost'} />
    </a>
  );
}
