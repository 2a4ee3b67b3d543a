import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../core/bridge/contract.ts';
import { useSyncStatus } from '../../bridge/hooks.ts';
import { useFormat } from '../../i18n/use-format.ts';
import classes from './first-sync-banner.module.css';

/** How far the first download is. The screens below it work meanwhile. */
export function FirstSyncBanner() {
  const status = useSyncStatus();
  if (!status || status.lastSyncedAt !== null || status.connection === 'local') return null;
  return <FirstSync status={status} />;
}

function FirstSync({ status }: { status: SyncStatus }) {
  const { t } = useTranslation('onboarding');
  const format = useFormat();
  const { progress, connection } = status;
  const isRunning = connection === 'syncing' || connection === 'online';
  const done = format.number(progress?.done ?? 0);
  const counts = !progress
    ? t('firstSync.waiting')
    : progress.total === 0
      ? t('firstSync.progressUnknown', { done })
      : t('firstSync.progress', { done, total: format.number(progress.total) });
  const share = progress && progress.total > 0 ? (100 * progress.done) / progress.total : 0;
  return (
    <section className={classes.banner} aria-label={t('firstSync.title')}>
      <p className={classes.text}>
        <strong>{t('firstSync.title')}</strong>
        <span className="tabular">{counts}</span>
        <span className={classes.hint}>{isRunning ? t('firstSync.usable') : t('firstSync.stopped')}</span>
      </p>
      <Progress value={share} size={3} radius={0} aria-label={t('firstSync.title')} className={classes.bar} />
    </section>
  );
}
