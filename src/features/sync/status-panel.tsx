import { Button, Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../core/bridge/contract.ts';
import type { SyncDetails } from '../../../core/bridge/sync-centre.ts';
import { hrefTo } from '../../app/router.ts';
import { useBridge } from '../../bridge/hooks.ts';
import { problemText } from '../../i18n/error-text.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useOverlays } from '../../stores/overlays.ts';
import { headlineOf, needsPerson, type Headline } from './headline.ts';
import classes from './sync.module.css';

/**
 * One plain headline, and the answers to the three questions a person has.
 * @param isTold what stops sync is told beside it, with the choices it leaves: it is not told twice
 */
export function StatusPanel(props: { status: SyncStatus; details: SyncDetails | undefined; isTold?: boolean }) {
  const { t } = useTranslation('sync');
  const { status, details, isTold = false } = props;
  const headline = headlineOf(status);
  return (
    <section
      className={classes.status}
      data-headline={headline}
      {...(isTold ? { 'aria-label': t('sections.overview') } : { 'aria-labelledby': 'sync-state' })}
    >
      {!isTold && <State status={status} headline={headline} />}
      <SyncProgress status={status} />
      {headline !== 'local' && (
        <dl className={classes.questions}>
          <Question name={t('safe.question')}>
            <Safe status={status} />
          </Question>
          <Question name={t('where.question')}>
            <Where status={status} details={details} />
          </Question>
          <Question name={t('needs.question')}>
            <Needs status={status} />
          </Question>
        </dl>
      )}
    </section>
  );
}

function State({ status, headline }: { status: SyncStatus; headline: Headline }) {
  const { t } = useTranslation('sync');
  const show = useOverlays((state) => state.show);
  const bridge = useBridge();
  const { title, text } = useHeadlineText(status);
  return (
    <div className={classes.state}>
      <span className={classes.dot} aria-hidden />
      <div>
        <h2 className={classes.stateTitle} id="sync-state">
          {title}
        </h2>
        <p className={classes.stateText}>{text}</p>
      </div>
      {headline === 'local' && (
        <Button variant="default" onClick={() => void bridge.call('session.signOut', {})}>
          {t('leaveSample')}
        </Button>
      )}
      {headline === 'signIn' && <Button onClick={() => show('signIn')}>{t('signInAgain')}</Button>}
    </div>
  );
}

function useHeadlineText(status: SyncStatus): { title: string; text: string } {
  const { t } = useTranslation('sync');
  const errors = useTranslation('errors');
  const headline = headlineOf(status);
  switch (headline) {
    case 'signIn':
      return asText(problemText(errors.t, { code: 'SESSION_EXPIRED', message: '' }));
    case 'problem':
      return asText(problemText(errors.t, status.problem ?? { code: 'SERVER_ERROR', message: '' }));
    case 'needsYou':
      return {
        title: t('headline.needsYou.title', { count: status.rejected + status.conflicts }),
        text: t('headline.needsYou.text'),
      };
    case 'hereOnly':
      return { title: t('headline.hereOnly.title', { count: status.unsent }), text: t('headline.hereOnly.text') };
    case 'onTheirWay':
      return { title: t('headline.onTheirWay.title', { count: status.pending }), text: t('headline.onTheirWay.text') };
    default:
      return { title: t(`headline.${headline}.title`), text: t(`headline.${headline}.text`) };
  }
}

const asText = ({ title, detail }: { title: string; detail: string }): { title: string; text: string } => ({
  title,
  text: detail,
});

function Safe({ status }: { status: SyncStatus }) {
  const { t } = useTranslation('sync');
  const here = status.unsent + status.rejected;
  if (needsPerson(status) === 'removal') return t('safe.removal');
  return here === 0 ? t('safe.server') : t('safe.here', { count: here });
}

function Where({ status, details }: { status: SyncStatus; details: SyncDetails | undefined }) {
  const { t } = useTranslation('sync');
  const { unsent, pending, rejected } = status;
  const coming = details?.outbox.answered ?? pending - unsent;
  const parts = [
    unsent > 0 && t('where.unsent', { count: unsent }),
    rejected > 0 && t('where.rejected', { count: rejected }),
    coming > 0 && t('where.answered', { count: coming }),
  ].filter((part) => part !== false);
  if (needsPerson(status) === 'removal') return [...parts, t('where.removal')].join(' ');
  return parts.length === 0 ? t('where.both') : [...parts, t('where.rest')].join(' ');
}

function Needs({ status }: { status: SyncStatus }) {
  const { t } = useTranslation('sync');
  const { rejected, conflicts } = status;
  if (headlineOf(status) === 'signIn') return t('needs.signIn');
  const stop = needsPerson(status);
  if (rejected + conflicts === 0 && !stop) return t('needs.nothing');
  return (
    <span className={classes.links}>
      {stop && <span>{t(`needs.${stop}`)}</span>}
      {rejected > 0 && (
        <a href={hrefTo({ name: 'sync', id: 'rejected' })}>{t('needs.rejected', { count: rejected })}</a>
      )}
      {conflicts > 0 && (
        <a href={hrefTo({ name: 'sync', id: 'conflicts' })}>{t('needs.conflicts', { count: conflicts })}</a>
      )}
    </span>
  );
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

function Question({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.question}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
