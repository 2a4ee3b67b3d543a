import { Button, Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../core/bridge/contract.ts';
import { useBridge, useSession } from '../../bridge/hooks.ts';
import { problemText } from '../../i18n/error-text.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useOverlays } from '../../stores/overlays.ts';
import { RelativeTime } from '../../ui/date-text.tsx';
import classes from './sync.module.css';

/** Where sync stands: what is so, what is safe, what to do. */
export function StatusPanel({ status }: { status: SyncStatus }) {
  const { t } = useTranslation('sync');
  const show = useOverlays((state) => state.show);
  const session = useSession();
  const bridge = useBridge();
  const { title, text } = useStateText(status);
  const needsSignIn = status.connection === 'signIn' || status.problem?.code === 'SESSION_EXPIRED';
  return (
    <section className={classes.status} data-connection={status.connection} aria-labelledby="sync-state">
      <div className={classes.state}>
        <span className={classes.dot} aria-hidden />
        <div>
          <h2 className={classes.stateTitle} id="sync-state">
            {title}
          </h2>
          <p className={classes.stateText}>{text}</p>
        </div>
        {status.connection === 'local' && (
          <Button variant="default" onClick={() => void bridge.call('session.signOut', {})}>
            {t('leaveSample')}
          </Button>
        )}
        {needsSignIn && <Button onClick={() => show('signIn')}>{t('signInAgain')}</Button>}
      </div>
      <SyncProgress status={status} />
      {status.connection !== 'local' && (
        <dl className={classes.facts}>
          <Fact name={t('lastSync')}>
            {status.lastSyncedAt === null ? t('never') : <RelativeTime at={status.lastSyncedAt} />}
          </Fact>
          <Fact name={t('waiting')}>
            <PendingCount count={status.pending} />
          </Fact>
          {session?.kind === 'signedIn' && session.serverUrl !== null && (
            <Fact name={t('server')}>{session.serverUrl}</Fact>
          )}
        </dl>
      )}
    </section>
  );
}

function useStateText(status: SyncStatus): { title: string; text: string } {
  const { t } = useTranslation('sync');
  const errors = useTranslation('errors');
  if (status.problem && status.connection !== 'syncing') {
    const { title, detail } = problemText(errors.t, status.problem);
    return { title, text: detail };
  }
  switch (status.connection) {
    case 'online': {
      const key = status.pending > 0 ? 'onlinePending' : 'online';
      return { title: t(`state.${key}.title`), text: t(`state.${key}.text`) };
    }
    case 'signIn': {
      const { title, detail } = problemText(errors.t, { code: 'SESSION_EXPIRED', message: '' });
      return { title, text: detail };
    }
    case 'attention': {
      const { title, detail } = problemText(errors.t, { code: 'SERVER_ERROR', message: '' });
      return { title, text: detail };
    }
    default:
      return { title: t(`state.${status.connection}.title`), text: t(`state.${status.connection}.text`) };
  }
}

function SyncProgress({ status: { progress, connection } }: { status: SyncStatus }) {
  const { t } = useTranslation('sync');
  const format = useFormat();
  if (!progress || connection !== 'syncing') return null;
  const share = progress.total === 0 ? 0 : (100 * progress.done) / progress.total;
  return (
    <div className={classes.progress}>
      <Progress value={share} size="sm" aria-label={t('progress')} className={classes.progressBar} />
      <span className="tabular">
        {format.number(progress.done)}
        {progress.total > 0 && ` / ${format.number(progress.total)}`}
      </span>
    </div>
  );
}

function PendingCount({ count }: { count: number }) {
  const { t } = useTranslation('sync');
  const format = useFormat();
  return t('waitingCount', { count, number: format.number(count) });
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
