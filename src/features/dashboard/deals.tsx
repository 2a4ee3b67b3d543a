import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Period } from '../../../core/queries/days.ts';
import { opportunityTotals, type OpportunityFigure } from '../../../core/queries/opportunity-totals.ts';
import { workspace } from '../../../core/queries/workspace.ts';
import { hrefTo } from '../../app/router.ts';
import { useQuery } from '../../bridge/hooks.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Money } from '../../ui/money.tsx';
import { StageIcon } from '../../ui/stage-chip.tsx';
import classes from './totals.module.css';

const outcomes = [
  { status: 'open', color: 'blue', category: 'contacted' },
  { status: 'won', color: 'green', category: 'won' },
  { status: 'lost', color: 'gray', category: 'lost' },
] as const;

/** Opportunities that are open now and that were won and lost in the period, where there is a pipeline of them. */
export function Deals({ period }: { period: Period }) {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const { data, error } = useQuery(opportunityTotals, { from: period.from, to: period.to }, { keepPrevious: true });
  const pipelines = (useQuery(workspace, {}).data?.pipelines ?? []).filter(
    ({ module, archived }) => module === 'opportunities' && !archived,
  );
  if (error) {
    return (
      <div className={classes.failed}>
        <ErrorNotice error={error} />
      </div>
    );
  }
  if (!data || pipelines.length === 0) return null;
  const href = hrefTo({ name: 'pipeline', id: pipelines[0]!.id });
  return (
    <section className={classes.strip} aria-label={t('deals.title')}>
      <ul className={classes.stages}>
        {outcomes.map(({ status, color, category }) => (
          <Tile
            key={status}
            href={href}
            name={t(`deals.${status}`)}
            icon={<StageIcon color={color} category={category} />}
          >
            <span className={classes.figure}>{format.number(data[status].count)}</span>
            <Worth figure={data[status]} currency={data.currency} />
          </Tile>
        ))}
        <Tile href={href} name={t('deals.winRate')}>
          <span className={classes.figure}>{format.number(data.winRate)} %</span>
          <span className={classes.name}>{t('deals.ofClosed')}</span>
        </Tile>
      </ul>
    </section>
  );
}

function Tile(props: { href: string; name: string; icon?: ReactNode; children: ReactNode }) {
  return (
    <li>
      <a className={classes.tile} href={props.href}>
        <span className={classes.name}>
          {props.icon}
          <span className={classes.nameText}>{props.name}</span>
        </span>
        {props.children}
      </a>
    </li>
  );
}

function Worth({ figure, currency }: { figure: OpportunityFigure; currency: string }) {
  const { t } = useTranslation('dashboard');
  return (
    <span className={classes.name}>
      <Money minor={figure.valueMinor} currency={currency} compact />
      {figure.otherCurrency > 0 && <span>{t('deals.otherCurrency', { count: figure.otherCurrency })}</span>}
    </span>
  );
}
