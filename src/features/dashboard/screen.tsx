import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { dashboardTotals } from '../../../core/queries/dashboard-totals.ts';
import { dateAt } from '../../../core/queries/days.ts';
import { setQuery, useRoute } from '../../app/router.ts';
import { useQuery, useSession } from '../../bridge/hooks.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { Deals } from './deals.tsx';
import { BusinessPanel } from './business-panel.tsx';
import { periodFromQuery } from './period.ts';
import { PeriodPicker } from './period-picker.tsx';
import { RecentPanel } from './recent-panel.tsx';
import { Totals } from './totals.tsx';
import { VolumePanel } from './volume-panel.tsx';
import { useNow } from '../../ui/date-text.tsx';
import classes from './dashboard.module.css';

/** Figures of a period from local data: counts, volume, businesses, recent leads. Every figure opens the leads behind it. */
export function Screen() {
  const { t } = useTranslation('dashboard');
  const session = useSession();
  const { query } = useRoute();
  const now = useNow();
  const timeZone = session?.kind === 'signedIn' ? session.timeZone : 'UTC';
  const period = periodFromQuery(query, dateAt(now, timeZone));
  const totals = useQuery(dashboardTotals, { from: period.from, to: period.to }, { keepPrevious: true });
  const isEmpty = totals.data?.current === 0 && totals.data.previous === 0;
  return (
    <Page header={<PageHeader title={t('title')} actions={<PeriodPicker period={period} />} />}>
      {isEmpty ? (
        <>
          <div className={classes.grid}>
            <Deals period={period} />
          </div>
          <EmptyState
            kind="filtered"
            title={t('empty.title')}
            action={
              <Button variant="default" onClick={() => setQuery({ period: '90d', from: undefined, to: undefined })}>
                {t('empty.action')}
              </Button>
            }
          >
            {t('empty.text')}
          </EmptyState>
        </>
      ) : (
        <div className={classes.grid}>
          <Totals period={period} />
          <VolumePanel period={period} />
          <BusinessPanel period={period} />
          <Deals period={period} />
          <RecentPanel period={period} />
        </div>
      )}
    </Page>
  );
}
