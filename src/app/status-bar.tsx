import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../core/bridge/contract.ts';
import { useSyncStatus } from '../bridge/hooks.ts';
import { useFormat } from '../i18n/use-format.ts';
import { RelativeTime } from '../ui/date-text.tsx';
import { navigate } from './router.ts';
import classes from './status-bar.module.css';

/** The line that never goes away: connection, progress, what is pending, what needs a person, the last sync. */
export function StatusBar() {
  const { t } = useTranslation('shell');
  const status = useSyncStatus();
  return (
    <footer className={classes.bar} aria-label={t('status.label')}>
      <UnstyledButton
        className={classes.button}
        onClick={() => navigate({ name: 'sync' })}
        title={t('status.openSync')}
      >
        {status ? <StatusParts status={status} /> : t('status.starting')}
      </UnstyledButton>
    </footer>
  );
}

/** What is announced is the connection alone: a counter that is read out at each step would drown everything else. */
function StatusParts({ status }: { status: SyncStatus }) {
  const { t } = useTranslation('shell');
  const format = useFormat();
  const needed = status.rejected + status.conflicts;
  return (
    <>
      <VisuallyHidden role="status">{t(`status.${status.connection}`)}</VisuallyHidden>
      <span className={classes.connection} data-connection={status.connection}>
        <span className={classes.dot} aria-hidden />
        <ConnectionText status={status} />
      </span>
      {needed > 0 && (
        <span className={classes.attention}>
          {t('status.attentionCount', { count: needed, number: format.number(needed) })}
        </span>
      )}
      {status.locksInDays !== null && (
        <span className={classes.attention}>
          {t('status.locksSoon', { count: status.locksInDays, number: format.number(status.locksInDays) })}
        </span>
      )}
      {status.pending > 0 && status.connection !== 'local' && (
        <span>{t('status.pending', { count: status.pending, number: format.number(status.pending) })}</span>
      )}
      {status.connection !== 'local' && <LastSync at={status.lastSyncedAt} />}
    </>
  );
}

function ConnectionText({ status }: { status: SyncStatus }) {
  const { t } = useTranslation('shell');
  const format = useFormat();
  const { connection, progress } = status;
  if (connection !== 'syncing') return t(`status.${connection}`);
  if (!progress) return t('status.syncing');
  const done = format.number(progress.done);
  if (progress.total === 0) return t('status.syncingDone', { done });
  return t('status.syncingCount', { done, total: format.number(progress.total) });
}

function LastSync({ at }: { at: number | null }) {
  const { t } = useTranslation('shell');
  if (at === null) return <span className={classes.end}>{t('status.neverSynced')}</span>;
  const [before = '', after = ''] = t('status.lastSync', { when: '\u0000' }).split('\u0000');
  return (
    <span className={classes.end}>
      {before}
      <RelativeTime at={at} />
      {after}
    </span>
  );
}
