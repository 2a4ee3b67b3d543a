import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../core/bridge/contract.ts';
import { useSyncStatus } from '../bridge/hooks.ts';
import { useFormat } from '../i18n/use-format.ts';
import { RelativeTime } from '../ui/date-text.tsx';
import { hrefTo } from './router.ts';
import classes from './status-bar.module.css';

/** The line that never goes away: connection, progress, what is pending, what needs a person, the last sync. */
export function StatusBar() {
  const { t } = useTranslation('shell');
  const status = useSyncStatus();
  return (
    <footer className={classes.bar} aria-label={t('status.label')}>
      {status ? <StatusParts status={status} /> : t('status.starting')}
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
      <Part section={undefined} hint={t('status.openSync')}>
        <span className={classes.connection} data-connection={status.connection}>
          <span className={classes.dot} aria-hidden />
          <ConnectionText status={status} />
        </span>
      </Part>
      {needed > 0 && (
        <Part section={status.rejected > 0 ? 'rejected' : 'conflicts'} hint={t('status.openNeeded')}>
          <span className={classes.attention}>
            {t('status.attentionCount', { count: needed, number: format.number(needed) })}
          </span>
        </Part>
      )}
      {status.locksInDays !== null && (
        <span className={classes.attention}>
          {t('status.locksSoon', { count: status.locksInDays, number: format.number(status.locksInDays) })}
        </span>
      )}
      {status.pending > 0 && status.connection !== 'local' && (
        <Part section="pending" hint={t('status.openPending')}>
          <span>{t('status.pending', { count: status.pending, number: format.number(status.pending) })}</span>
        </Part>
      )}
      {status.connection !== 'local' && <LastSync at={status.lastSyncedAt} />}
    </>
  );
}

/** A part of the line that leads to where more is said of it. */
function Part({ section, hint, children }: { section: string | undefined; hint: string; children: ReactNode }) {
  return (
    <a className={classes.part} href={hrefTo({ name: 'sync', id: section })} title={hint}>
      {children}
    </a>
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
